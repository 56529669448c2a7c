"""The loops of the detector: articles in, reports, sequences, alerts out."""
