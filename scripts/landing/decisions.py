"""What a person decided in a review, step by step, so that each step can be undone, on another day too."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from landing.project import Row
from landing.proposal import LandingError, Number

# what a person decides of a number; its place and its evidence are the document's
DECIDED = (
    "label", "line_item", "measure", "period", "basis", "as_of", "printed", "unit", "qualifier", "remark",
    "disposition", "large_deal", "section",
)  # fmt: skip
BY_HAND = "decided in the review"


@dataclass(frozen=True)
class Decision:
    """
    One step that can be undone: rows before and after, by index, the drafted rows of a seed before and after, or both.

    Of a page that was described, `pages` has its row before and after.
    """

    what: str
    at: float
    before: dict[int, Row]
    after: dict[int, Row]
    seed: str = ""
    drafts_before: tuple[Row, ...] = ()
    drafts_after: tuple[Row, ...] = ()
    is_added: bool = False
    pages: tuple[Row, ...] = ()


def is_same(name: str, row: Number, other: Number) -> bool:
    """Whether two rows have the same in a column; of new line items, each number may have been drafted one."""
    return getattr(row, name) == getattr(other, name) or (name == "line_item" and row.is_new and other.is_new)


def bears_on_checks(decision: Decision) -> bool:
    """Whether a check can turn out otherwise by it: a reading that was only confirmed is what it was."""
    return decision.is_added or any(
        row[column] != decision.after[index][column] for index, row in decision.before.items() for column in DECIDED
    )


def decided_before(path: Path) -> list[Decision]:
    """The decisions of earlier sittings; a file that cannot be read is none that can be undone."""
    if not path.exists():
        return []
    try:
        rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
        return [
            Decision(
                **row
                | {side: {int(index): cells for index, cells in row[side].items()} for side in ("before", "after")}
                | {side: tuple(row[side]) for side in ("drafts_before", "drafts_after", "pages") if side in row}
            )
            for row in rows
        ]
    except (ValueError, TypeError, KeyError) as error:
        raise LandingError(f"{path}: not as it was written ({error}); take the file away to go on without undo") from None
