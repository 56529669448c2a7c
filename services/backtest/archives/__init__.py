"""Archives, here or elsewhere → raw articles, file by file or a stretch of a file at a time."""
