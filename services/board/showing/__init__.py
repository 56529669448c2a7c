"""Alerts as what is seen: words, figures, lines of a chart. Pure."""
