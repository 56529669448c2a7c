"""What people answer: acknowledgements, verdicts, silences."""
