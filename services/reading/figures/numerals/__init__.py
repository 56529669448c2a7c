"""Where a text writes a number, in digits or in words, and which one."""
