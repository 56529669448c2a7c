"""Is a trigger, where it stands, the event that it can tell of?"""
