"""The judge's memory in a Faust table."""
