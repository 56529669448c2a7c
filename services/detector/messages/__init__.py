"""Messages at the edge: validated, dead-lettered, or laid among the reports."""
