"""What a judge stores: reports, what people saw, clocks, silences."""
