"""The trained reader: what a network says of the words, figures and places of a passage."""
