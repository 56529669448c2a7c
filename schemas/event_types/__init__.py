"""What each event type is: its words, its codes, and how its reports are read and judged."""
