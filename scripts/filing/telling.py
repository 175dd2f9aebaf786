"""What landing a filing did, for whoever did it: every fact is in one of the counts."""

from __future__ import annotations

from collections import Counter

from rich.console import Console
from rich.table import Table

from filing import mapping
from filing.landing import Landed

# outcomes that a row of seeds/reference/ would change, and how many of each are named
NAMED = (mapping.NO_LINE_ITEM, mapping.NO_PERIOD, mapping.OTHER_UNIT, mapping.NOT_A_NUMBER, mapping.TOO_FINE, mapping.NO_CONTEXT)
MOST = 8


def tell(landed: Landed, console: Console) -> None:
    """Counts by outcome; of what is left out for want of a row, the most frequent concepts."""
    if landed.changed:
        console.print(f"landed {landed.deck}: {', '.join(landed.changed)}", markup=False, soft_wrap=True)
    else:
        console.print(f"{landed.deck} is landed already; nothing changed", markup=False, soft_wrap=True)
    table = Table("facts", "outcome", "of which", box=None, pad_edge=False, header_style="bold")
    table.columns[0].justify = "right"
    for what, count in landed.counts.items():
        table.add_row(f"{count:,}", what, named(landed, what))
    table.add_section()
    table.add_row(f"{len(landed.outcomes):,}", "in all", f"each in {landed.list}")
    console.print(table)
    if landed.changed:
        console.print("next: `dbt build` holds the decks against it; rows of seeds/reference/concepts.csv land more", markup=False)


def named(landed: Landed, what: str) -> str:
    if what not in NAMED:
        return ""
    found = Counter(one.why or one.fact.concept for one in landed.outcomes if one.what == what)
    told = [f"{concept} ({count})" if count > 1 else concept for concept, count in found.most_common(MOST)]
    return ", ".join(told) + (f" and {len(found) - MOST} more" if len(found) > MOST else "")
