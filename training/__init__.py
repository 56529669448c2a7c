"""How the reader was taught: labels, the trainer, and the export of the network."""
