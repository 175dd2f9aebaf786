"""The suspects of a proposal: which of its rows is read wrongly, where checks of it fail."""

from __future__ import annotations

from auditing.copies import Company, Copies
from auditing.naming import told
from auditing.suspects import TRIED, suspects

from landing import drafts
from landing.dictionary import read_company
from landing.project import Project
from landing.verdicts import DECKS_BEFORE, Trial


def suspected(trial: Trial) -> list[str]:
    """What the rows that were loaded last probably should be; nothing where no check of them fails."""
    project, deck = trial.project, trial.proposal.deck
    company = copied(trial, project)
    dictionary = read_company(company.name, project.root)
    outcome, steps = suspects(Copies(company, TRIED + 1), deck, dictionary)
    return list(told(outcome, steps)) if outcome.errors else []


def copied(trial: Trial, project: Project) -> Company:
    """The deck as it would be landed now, with the decks of its company before it and what is drafted for it."""
    deck = trial.proposal.deck
    mine = [entry for entry in project.decks_of(trial.proposal.source.company) if entry["deck"] != deck]
    entries = [entry | {"ledger": False} for entry in (*mine[-DECKS_BEFORE:], project.entry(trial.proposal))]
    decks = {entry["deck"]: project.figures(entry["deck"]) for entry in entries[:-1]} | {deck: trial.loaded[deck]}
    seeds = {seed: trial.loaded[seed] for seed in drafts.SEEDS if seed in trial.loaded}
    return Company(project, trial.proposal.source.company, tuple(entries), decks, {}, seeds)
