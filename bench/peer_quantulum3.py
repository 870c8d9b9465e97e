"""quantulum3 read as a finder of claims, for ``peers.py``. Runs in quantulum3's own environment, without its classifier.

Its quantities become claims thus: an entity "currency" is money, in the ISO code that the unit itself names, minor units as
parts of the main one, also where another unit divides it ("$5 per day"); "length" is a distance in metres; the unit
"percentage" is percent; a value with an uncertainty is a range, for so it reads "between 5 and 10". All else is no claim.
"""

from collections.abc import Iterator
from typing import Any

import stopwatch
from quantulum3 import load, parser

MINOR = {
    "cent": ("USD", 0.01),
    "dime": ("USD", 0.1),
    "mill": ("USD", 0.001),
    "penny": ("GBP", 0.01),
    "rappen": ("CHF", 0.01),
    "centavo": ("MXN", 0.01),
}
METRES = {
    "picometre": 1e-12,
    "ångström": 1e-10,
    "nanometre": 1e-9,
    "micrometre": 1e-6,
    "millimetre": 1e-3,
    "centimetre": 1e-2,
    "decimetre": 0.1,
    "metre": 1.0,
    "decametre": 10.0,
    "hectometre": 100.0,
    "kilometre": 1e3,
    "megametre": 1e6,
    "gigametre": 1e9,
    "inch": 0.0254,
    "span": 0.2286,
    "cubit": 0.4572,
    "foot": 0.3048,
    "yard": 0.9144,
    "ell": 1.143,
    "fathom": 1.8288,
    "furlong": 201.168,
    "mile": 1609.344,
    "league": 4828.032,
    "astronomical unit": 149_597_870_700.0,
    "light-year": 9_460_730_472_580_800.0,
}


def claims(article: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Yield the claims of ``article``."""
    for found in parser.parse(article["text"]):
        meaning = _meaning(found.unit)
        if meaning is None:
            continue
        kind, unit, factor = meaning
        start, end = found.span
        low, high = (found.value + sign * (found.uncertainty or 0.0) for sign in (-1, 1))
        exact = low == high
        yield {
            "kind": kind,
            "start": start,
            "end": end,
            "surface": article["text"][start:end],
            "value": found.value * factor if exact else None,
            "value_low": None if exact else low * factor,
            "value_high": None if exact else high * factor,
            "unit": unit,
        }


def _meaning(unit: Any) -> tuple[str, str, float] | None:  # noqa: ANN401 # quantulum3 has no types
    """Return the kind, our unit and what one of quantulum3's units is in it; None for what we do not look for."""
    first, *others = unit.dimensions or [{"base": unit.name, "power": 1}]
    if first["power"] == 1 and others and all(other["power"] < 0 for other in others):
        money = load.units().names[first["base"]]
        return _meaning(money) if money.entity.name == "currency" else None
    if unit.entity.name == "currency":
        code, factor = MINOR.get(unit.name, (unit.currency_code, 1.0))
        return ("money", code, factor) if code else None
    if unit.entity.name == "length" and unit.name in METRES:
        return "distance", "m", METRES[unit.name]
    return ("percent", "%", 1.0) if unit.name == "percentage" else None


if __name__ == "__main__":
    stopwatch.reader(lambda articles: [parser.parse(article["text"]) for article in articles], claims)
