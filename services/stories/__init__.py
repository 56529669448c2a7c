"""Alerts of one story, put together: what every edge shows or sends; pure."""
