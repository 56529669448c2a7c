"""Which incidents are measures of one story: the killed, the injured, the missing."""
