"""The English that the rest stands on: tokens, word classes, clauses and phrases."""
