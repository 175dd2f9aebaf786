"""The audit of all relations together, on a deck in which one growth rate is wrong and every check holds."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

import duckdb
import pytest
from auditing.telling import audit
from conftest import Project, made_once
from landed import copy_of_project
from release_proof import held_together
from release_store import ReleaseError

# growth of consumer mobile revenue a year ago: no amount of 1Q23 is printed, but what mobile revenue grew by is
SEQ, PRINTED, WRONG = "7023", "+10.3%", "+11.3%"
KNOWN = Path("seeds/reference/known_discrepancies.csv")


@pytest.fixture(scope="module")
def impossible(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """A deck with the slip."""

    def make(root: Path) -> None:
        project = copy_of_project(root)
        (row,) = (row for row in project.rows() if row["seq"] == SEQ)
        assert row["printed"] == PRINTED
        project.edit(SEQ, printed=WRONG)
        assert_built(project)

    return Project(made_once(tmp_path_factory, "impossible", make))


def assert_built(project: Project) -> None:
    """That all checks hold; the ledger, which has the number as it was, is not asked."""
    result = project.dbt("build", "--exclude", "assert_ledger_is_whole")
    assert result.returncode == 0, result.stdout


def audited(project: Project) -> tuple[int, str]:
    done = project.run(sys.executable, "scripts/audit.py", "relations")
    return done.returncode, done.stdout + done.stderr


def test_the_fewest_figures_that_cannot_be_true_are_named(impossible: Project) -> None:
    code, said = audited(impossible)
    assert code == 1
    assert "7 figures cannot all be true" in said
    (wrong,) = (line for line in said.splitlines() if f"seq {SEQ}:" in line)
    assert "iij_1q25, page 7" in wrong and WRONG in wrong
    # the number that was printed is what all others leave
    low, high = wrong.split("all others leave ")[1].split(" pct")[0].split(" to ")
    assert float(low) < 10.35 and float(high) > 10.25 and float(high) < 11.25
    assert "mobile_services_revenue_by_business: mobile_services_revenue 1Q23 = consumer_mobile_revenue 1Q23 + " in said
    assert f"all_relations:iij_1q25:{SEQ}" in said or "or that of another of them" in said


def test_it_is_no_release(impossible: Project) -> None:
    with pytest.raises(ReleaseError, match=r"no release: figures that cannot all be true(?s:.)*seq 7023: \+11\.3%"):
        held_together(impossible.warehouse)


def test_a_figure_of_which_the_deck_is_at_fault_is_set_aside_as_long_as_it_contradicts(impossible: Project, tmp_path: Path) -> None:
    impossible = Project(shutil.copytree(impossible.root, tmp_path / "kessan"))
    row = {"tie_out_id": f"all_relations:iij_1q25:{SEQ}", "reason": "deck_error", "evidence": "p. 4 and 9"}
    known = impossible.rows(KNOWN)
    impossible.write(sorted([*known, dict.fromkeys(known[0], "") | row], key=lambda one: list(one.values())), KNOWN)
    assert_built(impossible)
    code, said = audited(impossible)
    assert code == 0 and "figures hold together" in said, said
    impossible.edit(SEQ, printed=PRINTED)
    assert_built(impossible)
    code, said = audited(impossible)
    assert code == 1 and f"{row['tie_out_id']} agrees with all others; take the row out" in said


def test_a_warehouse_that_is_not_there(tmp_path: Path) -> None:
    project = copy_of_project(tmp_path / "kessan")
    code, said = audited(project)
    assert code == 1 and "run `make build` first" in said


def test_the_first_deck_holds_together(built: Project) -> None:
    with duckdb.connect(built.warehouse, read_only=True) as connection:
        (held,), problems = audit(connection)
    assert not problems
    figures, relations = (int(word.replace(",", "")) for word in (held.split()[1], held.split()[6]))
    assert figures > 1400 and relations > 2000, held
