"""Closed word classes and the common verbs of news, for a light reading of clauses."""

from typing import Final

from services.detector.reading.words.verb_forms import Form, table
from services.detector.reading.words.wordlist import words

BE: Final = words("is are was were be been being am 's gets got get getting 're")
HAVE: Final = words("has have had having 've")
DO: Final = words("do does did")
MODALS: Final = words("will would could can may might should must shall 'll cannot")
AUXILIARIES: Final = BE | HAVE | DO | MODALS
NOT: Final = words("not n't never cannot neither nor")

PREPOSITIONS: Final = words(
    "of in at on to from by with for into onto over under across through near around along against "
    "between among amid amidst inside outside within without behind beyond above below about "
    "toward towards via during off out up down aboard despite throughout upon per following "
    "including since until till before after alongside besides beside like unlike versus ahead"
)


SUBORDINATORS: Final = words(
    "after as when while before since because although though if unless until whereas once whether "
    "where that so than"
)
RELATIVES: Final = words("who whom whose which that where")
DETERMINERS: Final = words(
    "the a an this that these those its their his her our your my all both each every another some "
    "any no several many most few other such more"
)
PRONOUNS: Final = words("he she it they we you i them him us me who")
ADVERBS: Final = words(
    "also already still now never ever not then since later subsequently again just even so far "
    "only all both together apparently reportedly allegedly recently currently immediately finally "
    "further almost nearly once soon yet likely either there officially formally"
)
SEPARATORS: Final = frozenset(
    [
        ";",
        ":",
        "\u2014",
        "\u2013",
        "(",
        ")",
        "[",
        "]",
        "\u2026",
        "...",
        "|",
        '"',
        "--",
        "?",
        "!",
        ".",
    ]
)

COMMON: Final[dict[str, tuple[str, Form]]] = table(
    "say tell report announce confirm state claim add warn deny reject refuse accuse call urge "
    "ask demand "
    "order instruct direct advise decide agree approve authorize authorise vow pledge promise "
    "plan "
    "intend threaten want seek expect fear hope consider propose try attempt begin start "
    "continue "
    "resume cause prompt lead trigger spark leave take bring make give come go get keep "
    "hold "
    "run launch fire attack strike hit destroy damage collapse crash explode detonate bomb shell "
    "raid storm target clash fight open close block break burn sink capsize overturn plunge "
    "derail "
    "collide sweep spread rage erupt flood tear carry host house remain stay become "
    "show find discover recover rescue save help hospitalize treat rush transport move travel "
    "return "
    "arrive enter reach cross join support back oppose condemn blame charge sentence convict "
    "indict accept sign meet visit speak appear occur happen follow include involve "
    "suffer sustain lose win defeat beat elect appoint resign declare impose lift suspend "
    "extend ban allow permit let see hear know think believe estimate put bring rise increase "
    "climb "
    "reach stand grow fall drop decrease exceed surpass top number total record count register "
    "set build create establish form use deploy receive release free hand deliver provide supply "
    "send dispatch transfer deport expel repatriate resettle relocate shelter live "
    "die kill injure wound arrest detain abduct kidnap capture seize evacuate displace flee "
    "surrender withdraw protest demonstrate rally march riot mobilize mobilise advance retreat "
    "recapture retake overrun occupy control secure push target shoot stab murder "
    "execute assassinate massacre open drive turn respond react need require reveal "
    "describe identify name cite note stress insist allege assert argue admit acknowledge "
    "work play pay buy sell cut read write feel let throw catch block gather hold attend "
    "face mark celebrate mourn end stop halt cancel postpone delay disrupt prevent avoid fail "
    "struggle manage refer seem search scour investigate probe probing examine review issue "
    "publish post share broadcast air warn evict storm besiege surround encircle"
)
"""Word → (base, forms) of the verbs that news uses most: where one is finite, a clause is.

"Forces" is left out: in news it is nearly always a noun.
"""


def is_adverb(lower: str) -> bool:
    """Whether a word can stand between a verb's parts without meaning a clause."""
    return lower in ADVERBS or (
        lower.endswith("ly") and len(lower) > _SHORTEST and lower not in _NO_ADVERBS
    )


_SHORTEST: Final = 4
"""Of adverbs in -ly all are longer; "fly" and "ally" are none."""
_NO_ADVERBS: Final = words("family assembly italy rally supply reply apply july anomaly")


def is_finite(lower: str) -> bool:
    """Whether a word is surely a finite verb of news, or an auxiliary."""
    return lower in _FINITE


def common_with(of: Form) -> frozenset[str]:
    """Return the words of `COMMON` that can be one of some forms."""
    return frozenset(word for word, (_, form) in COMMON.items() if form & of)


_FINITE: Final = AUXILIARIES | common_with(Form.FINITE)
