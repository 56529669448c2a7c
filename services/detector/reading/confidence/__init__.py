"""How sure a report is: the probability that its type, figure and modality are right."""
