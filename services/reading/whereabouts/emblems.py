"""Emblems: institutions, forces and words that only one country has, for texts that name no place.

Weak evidence, asked last: a text about a Bundeswehr call-up may name no German place at all, and
an armed group also fights abroad. Groups that fight in several countries are left out.
"""

import re
from collections.abc import Iterable, Mapping
from typing import Final

_TABLE: Final = """
AFG|Taliban
ARG|Casa Rosada
AUS|Bureau of Meteorology
CAF|MINUSCA|Seleka|anti-Balaka
CAN|RCMP|Mounties
CHL|La Moneda|Carabineros de Chile|Onemi|Senapred|Conaf
CHN|People's Liberation Army|PLA Navy|Politburo Standing Committee
COD|MONUSCO|M23|FARDC|Mai-Mai|Banyamulenge|CODECO
COL|FARC|Clan del Golfo
DEU|Bundeswehr|Bundestag|Bundespolizei|Technisches Hilfswerk|THW
ESP|Guardia Civil|Mossos d'Esquadra|Ertzaintza|Protección Civil|UME|DANA
ETH|TPLF|Tigrayan|Fano militia|Oromo Liberation Army
FIN|Eduskunta
FRA|Élysée|Elysee|Matignon|Quai d'Orsay|Météo-France|gendarmerie nationale
GBR|Downing Street|Whitehall|Scotland Yard|Metropolitan Police|Met Police|RNLI|NHS|Met Office
GHA|NADMO
GTM|Conred
HND|Copeco
HTI|Viv Ansanm
HUN|Fidesz
IDN|BNPB|Basarnas|Brimob
IND|Lok Sabha|Rajya Sabha|NDRF|CRPF|Naxalite|Naxalites|Border Security Force
IRL|Garda|Gardaí|gardai|Taoiseach|Dáil|Met Éireann
IRN|IRGC|Basij|Revolutionary Guards
IRQ|Peshmerga|Popular Mobilization Forces|Hashd al-Shaabi
ISL|Althing
ISR|Knesset|IDF|Shin Bet|Mossad|Home Front Command|Magen David Adom
ITA|carabinieri|Carabinieri|Guardia di Finanza|Palazzo Chigi|Protezione Civile|Quirinale
JPN|Self-Defense Forces|Self-Defence Forces
KOR|Blue House
LBN|UNIFIL|Hezbollah|Hizbollah
LBY|Government of National Unity
LKA|LTTE|Tamil Tigers
MEX|Sedena|Pemex
MLI|MINUSMA
MMR|Tatmadaw|Rohingya|Arakan Army|KNLA
NGA|Boko Haram|naira
NOR|Storting
PAK|Tehreek-e-Labbaik
PER|Indeci
PHL|NDRRMC|Phivolcs|PHIVOLCS|PAGASA|barangay|barangays|Malacañang|Abu Sayyaf|New People's Army
POL|Sejm
PSE|Hamas|Kamal Adwan|Al-Shifa|al-Shifa|Nasser hospital|UNRWA
RUS|Kremlin|State Duma|FSB|Rosgvardia|EMERCOM
SDN|Rapid Support Forces|RSF|Janjaweed
SOM|AMISOM|ATMIS|AUSSOM|al-Shabab|Al-Shabab|al-Shabaab|Al-Shabaab
SSD|UNMISS|SPLA|SPLM-IO|SSPDF
SWE|Riksdag
SYR|SOHR|White Helmets|Jabhat al-Nusra|HTS
TUR|AFAD
TWN|Kuomintang|Legislative Yuan
UGA|UPDF
UKR|Verkhovna Rada|Azov Brigade
USA|White House|Pentagon|Capitol Hill|FEMA|FBI|LAPD|NYPD|Cal Fire|ICE agents
VEN|Miraflores
YEM|Houthi|Houthis
ZAF|SANDF|SAPS|Cosatu|Numsa
ZWE|Zanu-PF
"""


class Emblems:
    """Emblems of countries, found in a text."""

    def __init__(self, countries: Mapping[str, Iterable[str]]) -> None:
        self._countries = {one: code for code, some in countries.items() for one in some}
        longest = sorted(self._countries, key=len, reverse=True)
        self._any = re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, longest)) + r")(?!\w)")

    def country_of(self, text: str) -> str | None:
        """Return the one country whose emblems a text names; None if it names none or several's."""
        named = {self._countries[match.group()] for match in self._any.finditer(text)}
        return next(iter(named)) if len(named) == 1 else None


_COUNTRIES: Final = {
    country: tuple(emblems)
    for country, *emblems in (line.split("|") for line in _TABLE.strip().splitlines())
}
_ENGLISH: Final = Emblems(_COUNTRIES)


def emblems_of(own: Mapping[str, Iterable[str]], home: Iterable[str]) -> Emblems:
    """Return a language's emblems, and English ones of countries where it is not written."""
    abroad = {code: some for code, some in _COUNTRIES.items() if code not in frozenset(home)}
    return Emblems(
        {code: (*abroad.get(code, ()), *own.get(code, ())) for code in {**abroad, **own}}
    )


def emblem_country(text: str) -> str | None:
    """Return the one country whose emblems a text names; None if it names none or several's."""
    return _ENGLISH.country_of(text)
