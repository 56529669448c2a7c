"""What people say back to the alerts: silences, verdicts, retractions."""
