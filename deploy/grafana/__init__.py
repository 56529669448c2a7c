"""The dashboards, built in Python and committed as JSON."""
