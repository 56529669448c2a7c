"""Countries as people name them."""

from difflib import get_close_matches

from tocsin.schemas.fields.countries import COUNTRY_NAMES
from tocsin.services.problem import Problem


def country_code(text: str) -> str:
    """Return the ISO 3166-1 alpha-3 code of a country by code or English name, in any case.

    Raises:
        Problem: no such country; the message names the nearest ones.
    """
    if text.upper() in COUNTRY_NAMES:
        return text.upper()
    codes = {name.casefold(): code for code, name in COUNTRY_NAMES.items()}
    if text.casefold() in codes:
        return codes[text.casefold()]
    near = get_close_matches(text.casefold(), codes, n=3)
    hint = ", ".join(f"{codes[name]} ({COUNTRY_NAMES[codes[name]]})" for name in near)
    message = f"country {text!r}: no such ISO 3166-1 alpha-3 code or English name"
    raise Problem(f"{message}; near it: {hint}" if hint else f"{message}, such as SDN or Sudan")
