"""Countries as people name them."""

from typing import Final

from tocsin.schemas.fields.countries import COUNTRY_NAMES
from tocsin.services.nearest import nearest
from tocsin.services.problem import Problem

_ALSO: Final = {
    "bosnia": "BIH",
    "britain": "GBR",
    "burma": "MMR",
    "cape verde": "CPV",
    "congo-brazzaville": "COG",
    "congo-kinshasa": "COD",
    "czech republic": "CZE",
    "côte d'ivoire": "CIV",
    "democratic republic of the congo": "COD",
    "drc": "COD",
    "east timor": "TLS",
    "great britain": "GBR",
    "holland": "NLD",
    "macedonia": "MKD",
    "netherlands": "NLD",
    "swaziland": "SWZ",
    "the gambia": "GMB",
    "timor-leste": "TLS",
    "türkiye": "TUR",
    "uae": "ARE",
    "uk": "GBR",
    "united states of america": "USA",
    "vatican city": "VAT",
    "viet nam": "VNM",
}
"""Other names that people write, in lower case, of countries that have one meaning."""


def country_code(text: str) -> str:
    """Return the ISO 3166-1 alpha-3 code of a country by code or English name, in any case.

    Raises:
        Problem: an unknown country; the message names the nearest ones.
    """
    if text.upper() in COUNTRY_NAMES:
        return text.upper()
    codes = {name.casefold(): code for code, name in COUNTRY_NAMES.items()} | _ALSO
    if text.casefold() in codes:
        return codes[text.casefold()]
    near = dict.fromkeys(codes[name] for name in nearest(text, codes))
    hint = ", ".join(f"{code} ({COUNTRY_NAMES[code]})" for code in near)
    message = f"country {text!r}: no such ISO 3166-1 alpha-3 code or English name"
    raise Problem(f"{message}; near it: {hint}" if hint else f"{message}, such as SDN or Sudan")
