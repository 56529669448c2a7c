"""The gate: most articles hold no trigger at all, and are let go at once."""

from typing import Final

from ahocorasick_rs import AhoCorasick, MatchKind

from services.detector.reading.triggers import TRIGGERS
from services.detector.reading.wordlist import words

_WEAK: Final = words(
    "take takes took taken taking leave leaves left leaving send sends sent sending order orders "
    "ordered ordering move moves moved moving go goes went gone going come comes came coming give "
    "gives gave given giving tell tells told telling bring brings brought bringing join joins "
    "joined joining attend attends attended attending reach reaches reached reaching enter enters "
    "entered entering arrive arrives arrived arriving position positions positioned positioning "
    "rush rushes rushed rushing fall falls fell fallen falling return returns returned returning "
    "remove removes removed removing quit quits quitting activate activates activated activating "
    "station stations stationed stationing summon draft drafts drafted drafting recall recalls "
    "recalled recalling pass passes passed passing lose loses lost losing put puts putting place "
    "places placed placing seek seeks sought seeking gather gathers gathered gathering number "
    "control walk walks walked walking gain gains gained gaining hold holds held holding strike "
    "strikes struck striking storm march marches lives life claim claims claimed claiming cost "
    "costs costing drive drives drove driven driving force forces forced forcing hand establish "
    "secure assume shelter turn turns turned turning suffer suffers suffered suffering sustain "
    "sail sails sailed set sets setting advise urge regain pour stream flood spill slip escape "
    "cross crosses crossed crossing crossings retreat abandon occupy reinforce mass masses"
)
"""Triggers so common that they count only beside a word of `_COMPANIONS`."""

_COMPANIONS: Final = [
    "troop",
    "soldier",
    "reservist",
    "conscript",
    "forces",
    "police",
    "militar",
    "army",
    "navy",
    "guard",
    "warship",
    "fighter",
    "rebel",
    "militant",
    "militia",
    "border",
    "refugee",
    "migrant",
    "asylum",
    "displaced",
    "homes",
    "shelter",
    "hostage",
    "prisoner",
    "custody",
    "protest",
    "demonstrat",
    "workers",
    "strike",
    "union",
    "streets",
    "rally",
    "control",
    "of",
    "territor",
    "village",
    "town",
    "city",
    "prison",
    "toll",
    "lives",
    "their",
    "arms",
    "weapons",
    "ships",
    "people",
    "dead",
    "safety",
]


def _automaton(patterns: list[str]) -> AhoCorasick:
    return AhoCorasick(patterns, matchkind=MatchKind.LeftmostFirst)


_STRONG_WORDS: Final = sorted({trigger.word for trigger in TRIGGERS} - _WEAK)
_WEAK_WORDS: Final = sorted({trigger.word for trigger in TRIGGERS} & _WEAK)
_STRONG: Final = _automaton(_STRONG_WORDS)
_ALL: Final = _automaton(sorted({trigger.word for trigger in TRIGGERS}, key=len))


def candidate_offsets(lower: str) -> tuple[int, ...]:
    """Return where trigger words may stand in a lower-cased text; none where nothing can be read.

    A word of the text that only begins like a trigger counts too: the gate lets too much
    through, never too little.
    """
    return tuple(start for _, start, _ in _ALL.find_matches_as_indexes(lower))
