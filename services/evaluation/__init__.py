"""How well the reading reads: reports scored against texts that people labelled."""
