"""What xBRL-JSON and xBRL-CSV have in common: how the Open Information Model writes a fact."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, timedelta
from decimal import Decimal

from filing.publish import names
from filing.publish.read import Concept, Print


def value_of(value: Decimal) -> str:
    """A number as digits, without zeros at its end, never in powers of ten."""
    written = f"{value:f}"
    written = written.rstrip("0").rstrip(".") if "." in written else written
    return "0" if written in ("-0", "") else written


def period_of(starts_on: date, ends_on: date, is_instant: bool) -> str:
    """A period from its first moment to its last, which is the first of the day after; an instant is the end of its day."""
    end = f"{ends_on + timedelta(days=1)}T00:00:00"
    return end if is_instant else f"{starts_on}T00:00:00/{end}"


def entity_of(company: str) -> str:
    return "entity:" + re.sub(r"\s", "_", company)


def namespaces(concepts: Iterable[Concept]) -> dict[str, str]:
    """Every prefix that the facts use."""
    own = {concept.prefix: names.namespace_of(concept.company) for concept in concepts if not concept.is_standard}
    return dict(sorted({**names.NAMESPACES, **own}.items()))


def duplicates(modes: set[str]) -> str:
    """Which prints of one fact may stand: what is consistent is so for numbers that are rounded to nearest; cut ones may differ."""
    return "all" if "truncate" in modes else "consistent"


def fact_name(one: Print) -> str:
    return f"f{one.seq}"
