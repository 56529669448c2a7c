"""What the reading knows of a language, as tables; one folder of YAML files for each language."""
