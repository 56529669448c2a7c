"""The board over HTTP: pages, API, stream, and who may do what."""
