"""Alerts as a live page, a read API, and a way for people to answer."""
