"""Companies that come as Parquet: what is landed, what is refused by name, what is held back, and a build of what changed alone."""

from __future__ import annotations

import random
import shutil
import sys
from pathlib import Path

import duckdb
import pytest
from archiving import building
from archiving.building import Kept, update
from conftest import Project, made_once
from generating.archive import columns_of_seeds, write_archive, write_parquet
from generating.companies import Company, generate
from landed import copy_of_project

SEED = 7
# of short histories, so that a build takes little: 2 and 4 report each half-year or restate
NUMBERS = tuple(number for number in range(1, 60) if len(generate(number, SEED).seeds["decks"]) in (2, 4))[:5]
WRONG = NUMBERS[0]


def company_of(number: int) -> str:
    return f"g{number:05d}"


def companies() -> list[Company]:
    return [generate(number, SEED, wrong=number == WRONG) for number in NUMBERS]


def rewrite(path: Path, sql: str) -> None:
    """Replace a Parquet file by what a query of it, `{old}`, gives."""
    with duckdb.connect() as connection:
        old = f"read_parquet('{path}')"
        connection.execute(f"create table new as {sql.format(old=old)}")
        connection.execute(f"copy new to '{path}' (format parquet)")


def spoil_column(home: Path) -> None:
    rewrite(home / "figures.parquet", "select * exclude (remark), seq as number from {old}")


def spoil_type(home: Path) -> None:
    rewrite(home / "figures.parquet", "select * replace (cast(seq as integer) as seq) from {old}")


def spoil_profile(home: Path) -> None:
    (home / "companies.parquet").unlink()


def spoil_bytes(home: Path) -> None:
    (home / "segments.parquet").write_bytes(b"company,segment\n")


def name_seeded_deck(home: Path) -> None:
    rewrite(home / "decks.parquet", "select * replace ('iij_1q25' as deck) from {old}")


def list_deck_twice(home: Path) -> None:
    rewrite(home / "decks.parquet", "select * from {old} union all (select * from {old} limit 1)")


def reach_for_the_standard(home: Path) -> None:
    rewrite(home / "line_items.parquet", "select * replace (cast(null as varchar) as company) from {old}")


def add_unknown_file(home: Path) -> None:
    shutil.copy(home / "decks.parquet", home / "list_of_decks.parquet")


REFUSED = {
    "other_columns": (spoil_column, ("figures.parquet", "missing column remark", "column number is none of its columns")),
    "other_types": (spoil_type, ("figures.parquet", "column seq is no text")),
    "no_profile": (spoil_profile, ("no profile",)),
    "no_parquet": (spoil_bytes, ("segments.parquet", "is no Parquet file")),
    "deck_of_a_seed": (name_seeded_deck, ("decks.parquet", "iij_1q25 is in dbt_project.yml too")),
    "deck_twice": (list_deck_twice, ("decks.parquet", "is there 2 times")),
    "rows_for_all": (reach_for_the_standard, ("line_items.parquet", "has rows of every company")),
    "unknown_file": (add_unknown_file, ("list_of_decks.parquet", "is none of the files")),
}


def renamed(company: Company, name: str) -> Company:
    """The same company under another name, decks included."""

    def rename(rows: list[dict[str, str]]) -> list[dict[str, str]]:
        return [{key: cell.replace(company.company, name) for key, cell in row.items()} for row in rows]

    return Company(name, {seed: rename(rows) for seed, rows in company.seeds.items()}, rename(company.figures), [])


@pytest.fixture(scope="module")
def landed_archive(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """A build of five companies, one with a wrong figure, beside eight that are broken in a way each and one that is IIJ again."""

    def make(root: Path) -> None:
        project = copy_of_project(root)
        archive = root / "archive"
        sound = generate(NUMBERS[1], SEED)
        write_archive(archive, [*companies(), *(renamed(sound, name) for name in (*REFUSED, "iij"))])
        for name, (spoil, _) in REFUSED.items():
            spoil(archive / name)
        built = project.dbt("build", "--vars", f"archive: {archive}")
        assert built.returncode == 0, built.stdout
        (root / "said.txt").write_text(built.stdout, encoding="utf-8")

    return Project(made_once(tmp_path_factory, "landed_archive", make))


def test_each_broken_company_is_refused_by_name(landed_archive: Project) -> None:
    problems: dict[str, list[str]] = {}
    for company, path, problem in landed_archive.query("select company, path, problem from landing.archive_problems"):
        problems.setdefault(company, []).append(f"{path}: {problem}")
    assert set(problems) == {*REFUSED, "iij"}
    for company, (_, said) in REFUSED.items():
        assert all(any(text in problem for problem in problems[company]) for text in said), problems[company]
    assert any("companies.csv too" in problem for problem in problems["iij"])
    landed = {company for (company,) in landed_archive.query("select company from marts.companies")}
    assert landed == {"iij", *map(company_of, NUMBERS)}


def test_the_wrong_figure_holds_its_company_back_and_no_other(landed_archive: Project) -> None:
    held = landed_archive.query("select distinct company, test from landing.archive_held_back where test = 'assert_tie_outs_hold'")
    assert held == [(company_of(WRONG), "assert_tie_outs_hold")]
    (planted,) = generate(WRONG, SEED, wrong=True).wrong
    (reasons,) = landed_archive.query(
        "select string_agg(reason) from landing.archive_held_back where test = 'assert_tie_outs_hold'"
    )
    assert planted["printed"] in reasons[0]
    said = (landed_archive.root / "said.txt").read_text(encoding="utf-8")
    assert f"archive: {len(REFUSED) + 2} of {len(REFUSED) + len(NUMBERS) + 1} companies are held back" in said
    assert f"{company_of(WRONG)}: assert_tie_outs_hold" in said


def test_the_archive_changes_no_row_of_what_is_typed(built: Project, landed_archive: Project) -> None:
    for (mart,) in built.query("select table_name from duckdb_columns() where schema_name = 'marts' and column_name = 'company'"):
        rows = f"select columns(*)::varchar from marts.{mart} where company = 'iij' order by all"
        assert landed_archive.query(rows) == built.query(rows), mart


def test_what_is_typed_fails_as_ever_beside_an_archive(project: Project) -> None:
    """And an archive that is not there is told before anything is loaded."""
    done = project.dbt("build", "--vars", f"archive: {project.root / 'nowhere'}")
    assert done.returncode != 0
    assert "holds no file <company>/<seed>.parquet" in done.stdout
    archive = project.root / "archive"
    write_archive(archive, [generate(NUMBERS[1], SEED)])
    project.edit("5012", printed="726")
    done = project.dbt("build", "--vars", f"archive: {archive}")
    assert done.returncode == 1
    assert "archive: 0 of 1 companies are held back" in done.stdout


def test_a_row_of_the_standard_is_not_taken_for_one_of_a_company_of_its_name(project: Project) -> None:
    """The archive has a company with the name of a line item, and the standard's row of that line item is wrong."""
    balances = Path("seeds/reference/balances.csv")
    rows = project.rows(balances)
    (row,) = (row for row in rows if row["company"] == "" and row["line_item"] == "revenue")
    row["balance"] = "neither"
    project.write(rows, balances)
    archive = project.root / "archive"
    write_archive(archive, [renamed(generate(NUMBERS[1], SEED), "revenue")])
    select = (
        "--select",
        "+assert_reference_data_is_sound",
        "--exclude-resource-type",
        "unit_test",
        "--vars",
        f"archive: {archive}",
    )
    done = project.dbt("build", *select, "--vars", f"archive: {archive}")
    assert done.returncode == 1
    assert "file: seeds/reference/balances.csv" in done.stdout
    assert "row_key: revenue" in done.stdout
    assert "archive: 0 of 1 companies are held back" in done.stdout


class Archive:
    """An archive that changes at random, company by company."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.columns, self.random = folder, columns_of_seeds(), random.Random(SEED)
        self.companies = {company.company: company for company in companies()}
        self.decks = {name: len(company.seeds["decks"]) for name, company in self.companies.items()}
        for name in self.companies:
            self.write(name)

    def write(self, name: str) -> None:
        """The company with its first decks, as many as are there by now."""
        company, home = self.companies[name], self.folder / name
        shutil.rmtree(home, ignore_errors=True)
        home.mkdir(parents=True)
        listed = [deck["deck"] for deck in company.seeds["decks"]][: self.decks[name]]
        with duckdb.connect() as connection:
            for seed, rows in (company.seeds | {"figures": company.figures}).items():
                kept = [row for row in rows if row.get("deck", listed[0]) in listed]
                if kept:
                    write_parquet(connection, home / f"{seed}.parquet", self.columns[seed], kept)

    def change(self) -> None:
        """A deck added or taken out, a figure corrected, a rule changed, a company gone or there again; one of each kind."""
        names = self.random.sample(sorted(self.companies), len(self.companies))
        added, corrected, ruled, gone = names[:4]
        self.decks[added] = 1 if self.decks[added] > 1 else len(self.companies[added].seeds["decks"])
        self.write(added)
        row = self.random.choice(self.companies[corrected].figures)
        row["remark"] = f"confirmed: {self.random.random()}"
        self.write(corrected)
        for item in self.companies[ruled].seeds["line_items"]:
            item["name_en"] += " again"
        self.write(ruled)
        if (self.folder / gone).exists():
            shutil.rmtree(self.folder / gone)
        else:
            self.write(gone)


def rows_of(warehouse: Path, held: set[str]) -> dict[str, list[tuple]]:
    """Every mart as sorted text, without the companies that are held back; days and quarters are of no company."""
    found = {}
    with duckdb.connect(warehouse, read_only=True) as connection:
        decks = [deck for deck, company in connection.sql("select deck, company from marts.decks").fetchall() if company in held]
        for (mart,) in connection.sql("select distinct table_name from duckdb_columns() where schema_name = 'marts'").fetchall():
            columns = connection.sql(f"from marts.{mart} limit 0").columns
            if mart.startswith("time_spine"):
                continue
            where = ""
            if "company" in columns:
                where = f"where company not in {(*held, '')}"
            elif "figure_id" in columns:
                where = f"where split_part(figure_id, ':', 1) not in {(*decks, '')}"
            found[mart] = connection.sql(f"select columns(*)::varchar from marts.{mart} {where} order by all").fetchall()
    return found


def test_building_what_changed_gives_what_a_full_build_gives(project: Project) -> None:
    archive = Archive(project.root / "archive")
    kept, full = project.root / "kept.duckdb", project.root / "full.duckdb"
    command = (sys.executable, "scripts/archive.py", "archive", "--warehouse")
    first = project.run(*command, str(kept), "--figures", "2000")
    assert first.returncode == 0, first.stdout + first.stderr
    assert f"\n{first.stdout}".count("\nbuilding ") > 1
    for _ in range(2):
        archive.change()
        done = project.run(*command, str(kept))
        assert done.returncode == 0, done.stdout + done.stderr
        assert "\nbuilding 5 companies" not in f"\n{done.stdout}"
    again = project.run(*command, str(kept))
    assert "0 companies built, 0 removed" in again.stdout
    assert "\nbuilding " not in f"\n{again.stdout}"
    # the next one reads what dbt parsed, and nothing else of a build is left
    assert {path.name for path in Path(f"{kept}.building").rglob("*") if path.is_file()} == {"partial_parse.msgpack"}
    everything = project.dbt("build", "--quiet", "--vars", "archive: archive", KESSAN_WAREHOUSE=str(full))
    assert everything.returncode == 0, everything.stdout
    assert rows_of(kept, {company_of(WRONG)}) == rows_of(full, {company_of(WRONG)})


def test_a_build_that_is_interrupted_leaves_each_company_as_it_was(
    landed_archive: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    marks = {company_of(number): "first" for number in NUMBERS[1:]}
    with Kept(tmp_path / "kept.duckdb") as kept:
        kept.replace(landed_archive.warehouse, marks, {}, "project")
    before = rows_of(tmp_path / "kept.duckdb", set())

    def dies(*_: object) -> None:
        raise KeyboardInterrupt

    with Kept(tmp_path / "kept.duckdb") as kept:
        monkeypatch.setattr(kept, "remember", dies)
        with pytest.raises(KeyboardInterrupt):
            kept.replace(landed_archive.warehouse, dict.fromkeys(marks, "second"), {company_of(NUMBERS[1]): []}, "project")
    assert rows_of(tmp_path / "kept.duckdb", set()) == before
    with Kept(tmp_path / "kept.duckdb") as kept:
        assert kept.fingerprints() == marks


@pytest.mark.parametrize("builds", [1, 3])
def test_what_stops_a_build_and_names_no_company_is_found_by_halves(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, builds: int
) -> None:
    """A model that fails, or a test without a column company; what is typed by hand is tried by itself once."""
    write_archive(tmp_path / "archive", companies())
    names = sorted(map(company_of, NUMBERS))
    batches: list[list[str]] = []
    tried: list[Path] = []

    def keep(kept: Kept, _: Path, marks: dict[str, str], __: str) -> tuple[list[str], list[str]]:
        batches.append(sorted(marks))
        if names[2] in marks:
            return [], ["model.kessan.int_facts: Conversion Error"]
        kept.hold(marks, {})
        return sorted(marks), []

    monkeypatch.setattr(building, "run_batch", lambda *_: None)
    monkeypatch.setattr(building, "keep", keep)
    monkeypatch.setattr(building, "build_without_archive", tried.append)
    outcome = update(tmp_path / "archive", tmp_path / "kept.duckdb", 1_000_000, builds, lambda _: None)
    assert outcome.held == {names[2]: [("dbt build", "model.kessan.int_facts: Conversion Error")]}
    assert sorted(outcome.built) == [name for name in names if name != names[2]]
    assert batches[0] == names and [names[2]] in batches and len(tried) == 1
