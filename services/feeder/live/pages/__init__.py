"""The bytes of a page → its main text and what it says of itself; pure."""
