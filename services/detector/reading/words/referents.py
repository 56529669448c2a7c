"""What kind of thing a phrase is about: people, a force, a place."""

from collections.abc import Iterable
from typing import Final

from schemas.vocabulary import Unit
from services.detector.reading.figures.figure import Figure
from services.detector.reading.figures.lexicon import PLURALS, SINGULARS
from services.detector.reading.places.peoples import PEOPLE_PLURALS
from services.detector.reading.words.wordlist import words

_PERSONS: Final = frozenset(
    {Unit.PEOPLE, Unit.TROOPS, Unit.POLICE, Unit.RESERVISTS, Unit.HOUSEHOLDS}
)
_NO_PERSONS: Final = words(
    "death deaths injury injuries arrest arrests detention detentions casualty fatality body "
    "bodies abduction abductions kidnapping individual missing"
)
TROOP_WORDS: Final = words(
    "troop troops soldier soldiers force forces army armies military militia militias brigade "
    "brigades battalion battalions regiment regiments contingent contingents peacekeepers "
    "peacekeeper marines marine navy guards guardsmen police fighters fighter rebels rebel "
    "militants militant insurgents insurgent gunmen guerrillas mercenaries militiamen commandos "
    "paratroopers gendarmes servicemen servicemembers reservists reservist conscripts conscript "
    "recruits reserves reinforcements reinforcement legionnaires infantry cavalry airmen sailors "
    "garrison corps squadron battlegroup cadres combatants separatists jihadists warship warships "
    "fleet flotilla frigate frigates destroyer destroyers submarine submarines cruiser corvette "
    "deserters defectors taliban hezbollah hamas paramilitaries paramilitary legion gurkhas "
    "hussars m23 rsf idf al-shabaab isis sdf pkk farc eln janjaweed peshmerga wagner insurgency "
    "guerillas islamists jihadis junta contras mujahideen mujahedin maoists warlords guerilla "
    "irregulars "
    "defenders servicewomen infantrymen riflemen rifles peacekeeping"
)
"""Words that name armed force by themselves."""
_LOOSE_FORCE: Final = words(
    "guard unit units division divisions group officers officer members commander commanders "
    "personnel mission column columns carrier men convoy company companies agents presence"
)
"""Words that name armed force where another word of the phrase says so."""
_MARTIAL: Final = words(
    "national army military police naval special specialised specialized armored armoured tank "
    "mechanised mechanized airborne carrier battle strike border presidential republican "
    "revolutionary coast peacekeeping security combat enlisted warships rebel militia infantry "
    "artillery expeditionary rapid federal aircraft tactical elite"
)
_OWN: Final = words("his its our their")
"""Before "men" these make them somebody's force."""
MATERIEL: Final = words(
    "jets jet bombers bomber warplanes warplane fighters tanks helicopters aircraft convoy "
    "artillery carrier carriers vehicles armor armour battery batteries planes ship ships vessel "
    "vessels"
)
"""What a force is deployed with."""
PLACE_WORDS: Final = words(
    "installation installations compound stronghold town towns city cities village villages "
    "district districts province provinces territory territories region regions capital area areas "
    "base bases outpost outposts post posts position positions checkpoint checkpoints airport "
    "airports airfield airbase port hill hills ridge island islands settlement settlements "
    "neighbourhood neighborhood neighbourhoods neighborhoods suburb suburbs municipality county "
    "border crossing crossings camp camps headquarters garrison barracks strongholds localities "
    "locality hamlet hamlets land ground governorate governorates bridge bridges dam dams oilfield "
    "oilfields fields mine mines highway swaths parliament palace corridor heights mountain "
    "mountains enclave peninsula community communities location locations front frontline bunkers "
    "trenches fort fortress citadel quarters kilometres kilometers"
)
_PRONOUNS: Final = words("another him her them others everyone everybody victims himself")


def counts_people(figure: Figure) -> bool:
    """Whether a count can be one of people: of people, or of nothing named."""
    if figure.unit is not None:
        return figure.unit in _PERSONS
    return figure.noun is None or figure.noun in {"more", "others", "lives"}


def names_people(words: Iterable[str]) -> bool:
    """Whether a word of a phrase is a noun for people."""
    return any(
        word.endswith("-year-old")
        or word in PEOPLE_PLURALS
        or word in _PRONOUNS
        or PLURALS.get(word) in _PERSONS
        or (SINGULARS.get(word) in _PERSONS and word not in _NO_PERSONS)
        for word in words
    )


def names_crowd(words: Iterable[str]) -> bool:
    """Whether a word of a phrase is a plural noun for people."""
    return any(
        word in PEOPLE_PLURALS
        or word in _PRONOUNS - {"him", "her"}
        or PLURALS.get(word) in _PERSONS
        for word in words
    )


def names_force(words: Iterable[str]) -> bool:
    """Whether a phrase is about armed force: "troops", "the National Guard", "naval units"."""
    found = set(words)
    own_men = ("men" in found and bool(found & _OWN)) or {"home", "guard"} <= found
    return own_men or bool(found & TROOP_WORDS) or bool(found & _LOOSE_FORCE and found & _MARTIAL)


def names_place(words: Iterable[str]) -> bool:
    """Whether a word of a phrase is a common noun for a place."""
    return any(word in PLACE_WORDS for word in words)
