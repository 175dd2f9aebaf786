"""How a fact is printed: as its inline document shows it, else its value in the unit that its decimals are of."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from printed import NUMBER, read

from filing.facts import Fact

# what negates a number in a document, when it stands before it
MARKS = "△▲−－-–(（"
BRACKETS = {"(": ")", "（": "）"}


@dataclass(frozen=True)
class Print:
    """A printed number and its unit; `remark` says how the document shows it where that is no number by itself."""

    printed: str
    unit: str
    remark: str = ""


@dataclass(frozen=True)
class Units:
    """The units of one family that a fact may be printed in, by the power of ten of one of them."""

    by_power: dict[int, str]

    def at_least(self, power: int) -> int | None:
        """The smallest unit that is not below a power of ten."""
        return min((known for known in self.by_power if known >= power), default=None)


def units_of(family: str, currency: str, units: tuple[dict[str, str], ...]) -> Units:
    """Of several names for one size one; a power counts in the fact's own unit: yen, shares, one."""
    base = {"money": 6, "percent": -2}.get(family, 0)
    found: dict[int, str] = {}
    # Japanese words for yen, and for what a company that reports in yen counts
    for row in sorted(units, key=lambda row: row["unit"].isascii() == (currency == "JPY")):
        if row["unit_family"] != family or row["currency"] not in ("", currency) or row["base_unit"] == "pt" or row["unit"] == "倍":
            continue
        scale = Decimal(row["scale"])
        power = scale.adjusted() + base
        # an amount per share is in yen with decimals, not in sen
        if scale.normalize().as_tuple().digits == (1,) and (power >= 0 or family == "percent"):
            found.setdefault(power, row["unit"])
    return Units(found)


def is_finer_than_known(fact: Fact) -> bool:
    """Whether a value has digits below the place up to which it is said to be known: they would claim too much."""
    if fact.value is None or fact.decimals is None:
        return False
    exponent = fact.value.normalize().as_tuple().exponent
    return fact.value != 0 and isinstance(exponent, int) and -exponent > fact.decimals


def of(fact: Fact, units: Units) -> Print | None:
    """None where units.csv has no unit that it can be printed in."""
    seen = as_shown(fact, units)
    if seen is not None:
        return seen
    counted = as_counted(fact, units)
    if counted is None or fact.shown is None or not fact.shown.text:
        return counted
    return Print(counted.printed, counted.unit, f"shown as {fact.shown.mark if fact.shown.mark in MARKS else ''}{fact.shown.text}")


def as_shown(fact: Fact, units: Units) -> Print | None:
    """The characters of the document, where they read as the value, in a unit that there is, no more sharply than it is known."""
    shown, value = fact.shown, fact.value
    if shown is None or value is None or shown.scale not in units.by_power:
        return None
    form = read(shown.text).removesuffix("%")
    if not NUMBER.match(form) or not all(letter in "0123456789,." for letter in form):
        return None
    number = Decimal(form.replace(",", ""))
    if number.scaleb(shown.scale) != abs(value):
        return None
    exponent = number.as_tuple().exponent
    if fact.decimals is not None and isinstance(exponent, int) and -exponent - shown.scale > fact.decimals:
        return None
    text = shown.text.removesuffix("%").removesuffix("％")
    unit = units.by_power[shown.scale]
    if value >= 0:
        return Print(text, unit, f"shown as {shown.mark}{text}" if shown.mark and shown.mark in MARKS else "")
    mark = shown.mark if shown.mark and shown.mark in MARKS else "-"
    return Print(f"{mark}{text}{BRACKETS.get(mark, '')}", unit)


def as_counted(fact: Fact, units: Units) -> Print | None:
    """Every digit that is known and none beyond; what is exact in the smallest unit."""
    if fact.value is None:
        return None
    power = min(units.by_power, default=None) if fact.decimals is None else units.at_least(-fact.decimals)
    if power is None:
        return None
    number = fact.value.scaleb(-power)
    shown = f"{number.normalize():,f}" if fact.decimals is None else f"{number:,.{fact.decimals + power}f}"
    return Print(shown, units.by_power[power])
