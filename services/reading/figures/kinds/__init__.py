"""What a number is when it is not a count: a date, money, a name."""
