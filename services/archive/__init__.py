"""Alerts with all their revisions, and verdicts, in PostgreSQL: for people who write SQL."""
