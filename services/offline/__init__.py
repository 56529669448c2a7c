"""Reading and judging of files and texts, without a broker."""
