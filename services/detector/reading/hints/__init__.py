"""Counts that no trigger claimed, and what the words around them hint at."""
