"""An exercise on the live path: is everything that must ring a bell awake?"""
