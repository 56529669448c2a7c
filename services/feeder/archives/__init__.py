"""Archives and other people's shapes → raw articles."""
