"""Who may ask the board for what."""
