"""Areas of interest: what people name, and whether an alert lies there."""
