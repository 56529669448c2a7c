"""The settings of each service; a file is a service's part."""
