"""Did it happen, and is it new?"""
