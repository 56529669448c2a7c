"""Forms of verbs: what each inflected word can be."""

from enum import Flag, auto
from typing import Final

from services.detector.reading.words.wordlist import words


class Form(Flag):
    """What a word can be of a verb; many are several at once ("killed": PAST | PARTICIPLE)."""

    BASE = auto()
    PRESENT = auto()
    PAST = auto()
    PARTICIPLE = auto()
    ING = auto()
    FINITE = PRESENT | PAST


NO_FORM: Final = Form(0)
"""Of a word that is no verb."""

_IRREGULAR: Final[dict[str, tuple[str, str]]] = {
    "slay": ("slew", "slain"),
    "shoot": ("shot", "shot"),
    "hurt": ("hurt", "hurt"),
    "hit": ("hit", "hit"),
    "flee": ("fled", "fled"),
    "leave": ("left", "left"),
    "take": ("took", "taken"),
    "retake": ("retook", "retaken"),
    "overrun": ("overran", "overrun"),
    "overtake": ("overtook", "overtaken"),
    "fall": ("fell", "fallen"),
    "send": ("sent", "sent"),
    "withdraw": ("withdrew", "withdrawn"),
    "drive": ("drove", "driven"),
    "lose": ("lost", "lost"),
    "go": ("went", "gone"),
    "give": ("gave", "given"),
    "lay": ("laid", "laid"),
    "lie": ("lay", "lain"),
    "hold": ("held", "held"),
    "strike": ("struck", "struck"),
    "come": ("came", "come"),
    "become": ("became", "become"),
    "begin": ("began", "begun"),
    "break": ("broke", "broken"),
    "bring": ("brought", "brought"),
    "build": ("built", "built"),
    "find": ("found", "found"),
    "get": ("got", "gotten"),
    "grow": ("grew", "grown"),
    "hear": ("heard", "heard"),
    "keep": ("kept", "kept"),
    "know": ("knew", "known"),
    "lead": ("led", "led"),
    "make": ("made", "made"),
    "meet": ("met", "met"),
    "pay": ("paid", "paid"),
    "put": ("put", "put"),
    "read": ("read", "read"),
    "rise": ("rose", "risen"),
    "run": ("ran", "run"),
    "say": ("said", "said"),
    "see": ("saw", "seen"),
    "set": ("set", "set"),
    "sign": ("signed", "signed"),
    "speak": ("spoke", "spoken"),
    "spend": ("spent", "spent"),
    "spread": ("spread", "spread"),
    "stand": ("stood", "stood"),
    "swear": ("swore", "sworn"),
    "tell": ("told", "told"),
    "think": ("thought", "thought"),
    "win": ("won", "won"),
    "write": ("wrote", "written"),
    "feel": ("felt", "felt"),
    "fight": ("fought", "fought"),
    "sink": ("sank", "sunk"),
    "blow": ("blew", "blown"),
    "burn": ("burned", "burned"),
    "throw": ("threw", "thrown"),
    "seek": ("sought", "sought"),
    "catch": ("caught", "caught"),
    "buy": ("bought", "bought"),
    "cut": ("cut", "cut"),
    "sell": ("sold", "sold"),
    "let": ("let", "let"),
    "hang": ("hanged", "hanged"),
    "sweep": ("swept", "swept"),
    "fly": ("flew", "flown"),
    "draw": ("drew", "drawn"),
    "sleep": ("slept", "slept"),
    "freeze": ("froze", "frozen"),
    "beat": ("beat", "beaten"),
    "swim": ("swam", "swum"),
    "forbid": ("forbade", "forbidden"),
    "steal": ("stole", "stolen"),
    "ride": ("rode", "ridden"),
    "bleed": ("bled", "bled"),
    "quit": ("quit", "quit"),
    "shut": ("shut", "shut"),
    "mow": ("mowed", "mown"),
    "dig": ("dug", "dug"),
    "wind": ("wound", "wound"),
    "creep": ("crept", "crept"),
    "swell": ("swelled", "swollen"),
    "shrink": ("shrank", "shrunk"),
    "sit": ("sat", "sat"),
    "hide": ("hid", "hidden"),
    "cost": ("cost", "cost"),
    "burst": ("burst", "burst"),
    "slit": ("slit", "slit"),
    "fling": ("flung", "flung"),
    "tear": ("tore", "torn"),
    "lend": ("lent", "lent"),
}
_DOUBLING: Final = words(
    "rob ram stab step stop drop plan admit ban grab nab beg chop commit compel confer ship slip "
    "trek snap strip trap wed submit refer occur permit shut kidnap pin mob "
    "expel drag repel rebel control patrol transfer quit trim cram jam rip swap fan plod slog "
    "hop gun net log top club enrol clog"
)


def _third(base: str) -> str:
    if base.endswith(("s", "sh", "ch", "x", "z", "o")):
        return base + "es"
    if base.endswith("y") and base[-2] not in "aeiou":
        return base[:-1] + "ies"
    return base + "s"


def _past(base: str) -> str:
    if base.endswith("e"):
        return base + "d"
    if base.endswith("y") and base[-2] not in "aeiou":
        return base[:-1] + "ied"
    return base + (base[-1] if base in _DOUBLING else "") + "ed"


def _ing(base: str) -> str:
    if base == "lie":
        return "lying"
    if base.endswith("e") and not base.endswith("ee"):
        return base[:-1] + "ing"
    double = base in _DOUBLING or base in {
        "set",
        "put",
        "cut",
        "hit",
        "run",
        "win",
        "get",
        "begin",
        "overrun",
        "let",
        "swim",
        "dig",
        "sit",
        "slit",
    }
    return base + (base[-1] if double else "") + "ing"


def forms(base: str) -> dict[str, Form]:
    """Return every form of a verb, given its base: "kill" → kill, kills, killed, killing."""
    past, participle = _IRREGULAR.get(base, (_past(base), _past(base)))
    found: dict[str, Form] = {}
    for word, form in (
        (base, Form.BASE | Form.PRESENT),
        (_third(base), Form.PRESENT),
        (past, Form.PAST),
        (participle, Form.PARTICIPLE),
        (_ing(base), Form.ING),
    ):
        found[word] = found.get(word, form) | form
    return found


def table(bases: str) -> dict[str, tuple[str, Form]]:
    """Return word → (base, forms) for the verbs of a word list."""
    return {word: (base, form) for base in bases.split() for word, form in forms(base).items()}
