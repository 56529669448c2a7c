"""What the tables of English hold: its grammar is code, so it needs other tables than the rest."""
