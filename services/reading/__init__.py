"""Pure: an article in, the reports that it gives out."""
