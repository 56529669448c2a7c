"""A backtest on several machines: pieces are read anywhere, each country is judged in one place."""
