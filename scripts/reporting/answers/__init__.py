"""Questions of the first screen, with the answers that the marts give."""

from __future__ import annotations

from reporting.answers.base import Answer
from reporting.answers.cause import cause
from reporting.answers.changes import changes
from reporting.answers.debt import debt
from reporting.answers.outlook import outlook
from reporting.answers.segments import segments
from reporting.answers.trust import trust
from reporting.marts import Marts
from reporting.provenance import Provenance

# what changed since the last deck comes first, where there is one
QUESTIONS = (changes, cause, debt, outlook, segments, trust)


def answers(marts: Marts, provenance: Provenance) -> list[Answer]:
    """The questions that the marts can answer."""
    return [answer for question in QUESTIONS if (answer := question(marts, provenance))]
