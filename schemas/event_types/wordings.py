"""Words that several profiles use in their patterns."""

from typing import Final

ANIMALS: Final = (
    r"(?:dolphins|whales|elephants|birds|chickens|hens|geese|ducks|turkeys|cattle|cows|sheep|goats|"
    r"pigs|horses|camels|dogs|cats|fish|seals|turtles|vultures|bees|animals|livestock|mink|deer)"
)
THINGS: Final = r"(?:characters|roles|jobs|bills|projects|proposals|amendments|trees|cells)"
DEFIANCE: Final = (
    r"(?:protest|demonstrat|chant|slogan|rall|march|demand|denounc|riot|clash|rush|strike|"
    r"call(?:s|ed|ing)? for)"
)
SERVICES: Final = r"(?:power|electricity|heating|heat|water|gas|light|internet)"
PEOPLE_AND_HOMES: Final = (
    r"(?:residents|people|persons|customers|households|homes|houses|families|others|inhabitants|"
    r"consumers|users|buildings|properties)"
)
ABOUT: Final = r"(?: (?:nearly|about|some|over|at least|more than|another|all|the|up to|around))*$"
"""Between a verb and the figure."""
