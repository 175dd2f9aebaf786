"""What a proposal says that cannot all be true, though each check of it holds: told by `land.py check` and by `accept`."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from conftest import Project, made_once
from landing_deck import DECK
from landing_deck import proposal as make_proposal
from landing_project import before_the_deck, replace_deck, run
from test_suspects import BEFORE, figure, numbers

AMOUNTS = {"revenue": "1,000", "cost_of_sales": "600", "gross_profit": "400"}


@pytest.fixture(scope="module")
def before(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """A deck before that prints none of these."""

    def make(root: Path) -> None:
        project = before_the_deck(root)
        replace_deck(
            project, [row | {"seq": str(2001 + place)} for place, row in enumerate(sorted(BEFORE, key=lambda row: row["page"]))]
        )

    return Project(made_once(tmp_path_factory, "landing_together", make))


def propose(project: Project, growth: str) -> None:
    """Revenue and cost were 909 and 545 a year ago; gross profit was what this growth leaves. No deck prints any of the three."""
    rates = {"revenue": "10.0%", "cost_of_sales": "10.0%", "gross_profit": growth}
    rows = [figure(line_item, "3Q25", printed) for line_item, printed in AMOUNTS.items()]
    rows += [figure(line_item, "3Q25", rate, "%", measure="yoy_pct") for line_item, rate in rates.items()]
    make_proposal(project.root / "landing", numbers(rows))


@pytest.mark.parametrize(("growth", "holds"), [("10.0%", True), ("30.0%", False)])
def test_growth_from_amounts_that_do_not_add_up(before: Project, growth: str, holds: bool) -> None:
    """With 30 % gross profit was 308, and it cannot have been."""
    propose(before, growth)
    code, said = run(before, "check", DECK)
    assert ("figures cannot all be true" in said) != holds, said
    if not holds:
        assert code == 1
        assert "page 2" in said and "30.0%" in said and "gross_profit_from_cost" in said
        assert "6 figures" in said


def test_accept_says_that_it_lands_what_cannot_all_be_true(before: Project, tmp_path: Path) -> None:
    project = Project(tmp_path / "kessan")
    shutil.copytree(before.root, project.root, ignore=lambda folder, _: {"landing", "target"} if folder == str(before.root) else ())
    propose(project, "30.0%")
    code, said = run(project, "accept", DECK)
    assert code == 0, said
    assert f"1 set of figures cannot all be true: `python scripts/land.py check {DECK}` names them" in said
