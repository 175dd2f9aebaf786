"""All relations of a proposal at once: figures that cannot all be true, though every check of two or three of them holds."""

from __future__ import annotations

from auditing.system import System
from auditing.telling import Finding, findings
from compiled import statement

from landing.verdicts import Trial


def together(trial: Trial) -> list[Finding]:
    """What contradicts in the rows that were loaded last, where the deck takes part in it."""
    with trial.lock:
        for node in trial.relation_nodes:
            trial.connection.execute(statement(node))
        system = System.of(trial.connection, trial.proposal.source.company)
        return [found for found in findings(trial.connection, system) if trial.proposal.deck in found.decks]
