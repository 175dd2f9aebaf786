"""Text within a statement of SQL."""

from __future__ import annotations


def literal(text: object) -> str:
    """A text as SQL writes it; an apostrophe in it ends nothing."""
    return "'" + str(text).replace("'", "''") + "'"
