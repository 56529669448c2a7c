"""Alerts to people: routes decide who hears, pacing when, targets how."""
