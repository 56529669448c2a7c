"""From what a rule found to the revisions that people see."""
