"""What a number is when it is no count: a date, money, a name."""
