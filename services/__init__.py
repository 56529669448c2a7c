"""The services, in the way of the data: feeder, detector, watcher."""
