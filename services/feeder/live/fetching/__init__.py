"""Sources and pages, asked for and read as items and articles."""
