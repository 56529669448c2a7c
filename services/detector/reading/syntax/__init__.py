"""What a dependency parse says of a sentence: a second opinion where patterns are unsure."""
