"""Reading by tables: figures, places and dates of any language that has a lexicon."""
