"""Sources asked in turn, each when it is due."""
