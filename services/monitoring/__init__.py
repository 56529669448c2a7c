"""What every service shows of itself: metrics, health, logs."""
