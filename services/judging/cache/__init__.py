"""Speeds up the judging; never changes what it decides."""
