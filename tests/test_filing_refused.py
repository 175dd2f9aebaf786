"""Filings that are refused, each with a message that says what is wrong, and nothing written."""

from __future__ import annotations

import http.server
import json
import stat
import subprocess
import sys
import threading
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from conftest import Project
from filed import (
    ALONE,
    DEI,
    EDINET,
    GROUP,
    HALF,
    LOWER,
    RESULT,
    REVISION,
    SEGMENTS,
    STATEMENTS,
    STEM,
    SUMMARY,
    TDNET,
    UPPER,
    YEAR,
    dividend,
    half_year_report,
    millions,
    tanshin,
    ten_q,
    yen,
)
from filing import landing as filings
from filing import package
from filings import Said, When, header, inline, instance, write, zipped
from landed import LANDINGS, copy_of_project, land
from landing.proposal import LandingError

INSTANCE = f"XBRL/PublicDoc/{STEM}.xbrl"


@pytest.fixture(scope="module")
def aoba(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """Two companies with their decks, not built; every test leaves it as it was."""
    project = copy_of_project(tmp_path_factory.mktemp("refused") / "kessan")
    for company in ("aoba", "northfield"):
        land(project, LANDINGS / "companies" / company)
    return project


@pytest.fixture
def refused(aoba: Project, arelle: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., str]:
    """Land, expect to be refused, return what the user is told; nothing was written."""
    monkeypatch.setenv("KESSAN_ARELLE", str(arelle))

    def refuse(path: Path, company: str = "aoba", **options: str) -> str:
        before = everything(aoba.root)
        with pytest.raises(LandingError) as told:
            filings.land(company, path, root=aoba.root, **options)
        assert everything(aoba.root) == before
        return str(told.value)

    return refuse


def everything(root: Path) -> dict[str, bytes]:
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*") if path.is_file()}


def with_text(folder: Path, name: str, change: Callable[[str], str]) -> Path:
    """A filing one of whose files is changed."""
    path = folder / name
    path.write_text(change(path.read_text(encoding="utf-8")), encoding="utf-8")
    return folder


# ---- what is no filing


def test_not_xbrl(refused: Callable[..., str], tmp_path: Path) -> None:
    (tmp_path / "report.pdf").write_bytes(b"%PDF-1.7")
    assert "neither a zip nor XBRL" in refused(tmp_path / "report.pdf")
    (tmp_path / "page.htm").write_text("<html><body>no figures</body></html>", encoding="utf-8")
    assert "no XBRL in it" in refused(tmp_path)
    (tmp_path / "broken.xbrl").write_text('<xbrl xmlns="http://www.xbrl.org/2003/instance"><a></xbrl>', encoding="utf-8")
    assert "broken.xbrl, line 1: not XBRL, for it is not well-formed XML (mismatched tag)" in refused(tmp_path / "broken.xbrl")
    assert "is not there" in refused(tmp_path / "nowhere.zip")


def test_a_folder_of_downloads_does_not_matter_to_one_file_of_it(tmp_path: Path) -> None:
    """What lies beside a file and does not belong to it is neither read nor held against it."""
    ten_q(tmp_path)
    (tmp_path / "other.xbrl").write_text("<broken", encoding="utf-8")
    other = half_year_report(tmp_path / "half") / "XBRL/PublicDoc"
    for path in other.glob("0104*"):
        path.rename(tmp_path / path.name)
    with package.opened(tmp_path / "nfld-20250628_htm.xml") as opened:
        (report,) = opened.reports
        assert report == package.Report(tmp_path / "nfld-20250628_htm.xml", (tmp_path / "nfld-20250628.htm",))


def test_a_zip_that_is_cut_off_or_has_no_xbrl(refused: Callable[..., str], tmp_path: Path) -> None:
    whole = zipped(half_year_report(tmp_path / "half"), tmp_path / "half.zip")
    (tmp_path / "cut.zip").write_bytes(whole.read_bytes()[:-40])
    assert "cut.zip" in refused(tmp_path / "cut.zip")
    with zipfile.ZipFile(tmp_path / "empty.zip", "w") as archive:
        archive.writestr("readme.txt", "nothing")
    assert "no XBRL in it" in refused(tmp_path / "empty.zip")


def test_a_lone_inline_document_has_no_contexts(refused: Callable[..., str], tmp_path: Path) -> None:
    folder = half_year_report(tmp_path)
    alone = next(folder.rglob("0104020*"))
    told = refused(alone)
    assert "contexts are not in this file" in told
    assert "its folder" in told


def test_arelle_is_not_installed(aoba: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KESSAN_ARELLE", str(tmp_path))
    with pytest.raises(LandingError, match="`make arelle` installs it"):
        filings.land("aoba", half_year_report(tmp_path / "half"), root=aoba.root)


def test_the_command_ends_with_an_error(aoba: Project, arelle: Path, tmp_path: Path) -> None:
    command = (sys.executable, "scripts/land.py", "filing", "iij", half_year_report(tmp_path))
    done = aoba.run(*command, KESSAN_ARELLE=str(arelle))
    assert done.returncode == 1
    assert done.stderr.startswith("error: the filing is of 青葉部品株式会社 (0001, E00001), another company than iij")


# ---- whose it is, and of when


def test_another_company(refused: Callable[..., str], tmp_path: Path) -> None:
    half = half_year_report(tmp_path / "half")
    assert "another company than iij" in refused(half, "iij")
    assert "no company 'nobody', only aoba, iij, northfield" in refused(half, "nobody")
    # a filer that nothing of the profile can be held against
    dei = [one for one in DEI if "SecurityCode" not in one.concept]
    assert "enter its securities_code" in refused(half_year_report(tmp_path / "coded", dei=dei))


def test_the_edinet_code_alone_tells_the_company(aoba: Project, refused: Callable[..., str], tmp_path: Path) -> None:
    profiles = Path("seeds/reference/companies.csv")
    before = aoba.rows(profiles)
    dei = [one for one in DEI if "SecurityCode" not in one.concept]
    folder = half_year_report(tmp_path, dei=dei)
    try:
        aoba.write([row | {"filer_ids": "E99999" if row["company"] == "aoba" else ""} for row in before], profiles)
        assert "another company than aoba" in refused(folder)
        aoba.write([row | {"filer_ids": "E00001" if row["company"] == "aoba" else ""} for row in before], profiles)
        assert "neither" in refused(folder, published_on="neither")  # so far it came
    finally:
        aoba.write(before, profiles)


def test_another_standard(refused: Callable[..., str], tmp_path: Path) -> None:
    dei = [replace(one, value="IFRS") if "AccountingStandards" in one.concept else one for one in DEI]
    assert "is under IFRS" in refused(half_year_report(tmp_path, dei=dei))


def test_several_filings(refused: Callable[..., str], tmp_path: Path) -> None:
    half_year_report(tmp_path / "a")
    dei = [replace(one, value="2024-06-30") if "CurrentPeriodEnd" in one.concept else one for one in DEI]
    half_year_report(tmp_path / "b", dei=dei)
    assert "these are several filings" in refused(tmp_path)


def moved(said: list[Said]) -> list[Said]:
    """The same a week later, on days that end no month."""
    days = {"2025-01-01": "2025-01-08", "2025-06-30": "2025-07-07", "2024-01-01": "2024-01-08", "2024-06-30": "2024-07-07"}
    whens = {
        one.when: replace(one.when, starts=days.get(one.when.starts, ""), ends=days.get(one.when.ends, one.when.ends))
        for one in said
    }
    return [replace(one, when=whens[one.when]) for one in said]


def test_contexts_that_no_period_fits(refused: Callable[..., str], tmp_path: Path) -> None:
    folder = write(tmp_path, {"moved.xbrl": instance([*DEI, *moved(STATEMENTS)], *EDINET)})
    told = refused(folder)
    assert "no fact is of a period of aoba's calendar: jppfs_cor:NetSales is of 2024-01-08 to 2024-07-07" in told
    assert "fiscal_years.csv" in told


def test_a_calendar_that_fits_by_chance(refused: Callable[..., str], tmp_path: Path) -> None:
    """A quarter from April is the second of a calendar year and the first of another; balances are of month ends in both."""
    said = [*DEI, Said("jpdei_cor:CurrentFiscalYearStartDateDEI", DEI[0].when, "2025-04-01"), *STATEMENTS]
    folder = write(tmp_path, {"april.xbrl": instance(said, *EDINET)})
    assert "fiscal year begins on 2025-04-01, and by its profile that of aoba begins on 2025-01-01" in refused(folder)
    said = [*DEI, Said("jpdei_cor:TypeOfCurrentPeriodDEI", DEI[0].when, "Q1"), *STATEMENTS]
    folder = write(tmp_path / "first", {"first.xbrl": instance(said, *EDINET)})
    assert "reports Q1, and by its profile the period to 2025-06-30 is 2Q25 of aoba" in refused(folder)
    balance = Said("jppfs_cor:Assets", When("i", "2025-06-30"), "1000", "JPY", "-3")
    folder = write(tmp_path / "moved", {"moved.xbrl": instance([*DEI, balance, *moved(STATEMENTS)], *EDINET)})
    assert "no fact is of a period of aoba's calendar" in refused(folder)


def test_the_day_of_filing_is_not_known(refused: Callable[..., str], tmp_path: Path) -> None:
    folder = ten_q(tmp_path)
    assert "--published-on 2025-08-08" in refused(folder, "northfield")
    assert "is no date" in refused(folder, "northfield", published_on="in August")


def test_an_amendment_of_nothing(refused: Callable[..., str], tmp_path: Path) -> None:
    dei = [replace(one, value="true") if one.concept.endswith(":AmendmentFlagDEI") else one for one in DEI]
    folder = half_year_report(tmp_path, dei=dei)
    assert "which is not landed; land that first" in refused(folder)
    assert "lists no deck 'aoba_9q99'" in refused(folder, corrects="aoba_9q99")


# ---- what it says


def test_facts_that_contradict_each_other(refused: Callable[..., str], tmp_path: Path) -> None:
    said = [*STATEMENTS, yen("jppfs_cor:NetSales", HALF, "13,067,163", "売上高")]
    told = refused(half_year_report(tmp_path, said))
    assert "the filing contradicts itself: jppfs_cor:NetSales of 2025-01-01 to 2025-06-30" in told
    assert "13067162000" in told and "13067163000" in told and told.count("line ") == 2


def test_amounts_per_share_that_differ_by_their_last_digit(refused: Callable[..., str], tmp_path: Path) -> None:
    concept = "jpcrp_cor:BasicEarningsLossPerShareSummaryOfBusinessResults"
    said = [Said(concept, HALF, value, "JPYPerShares", "2") for value in ("23.73", "23.74")]
    told = refused(half_year_report(tmp_path, [*STATEMENTS, *said]))
    assert f"the filing contradicts itself: {concept}" in told
    assert "23.73" in told and "23.74" in told


def test_a_forecast_whose_lower_end_is_above_its_upper_end(refused: Callable[..., str], tmp_path: Path) -> None:
    year = When("next", "2026-12-31", "2026-01-01")
    ends = [millions("NetSales", year.of(GROUP, LOWER), "28,000"), millions("NetSales", year.of(GROUP, UPPER), "27,000")]
    told = refused(tanshin(tmp_path, [*SUMMARY, *ends]))
    assert "tse-ed-t:NetSales of 2026-01-01 to 2026-12-31 has a lower end above its upper end" in told
    assert told.count("line ") == 2


def landed(project: Project, folder: Path, monkeypatch: pytest.MonkeyPatch, arelle: Path) -> dict[str, tuple[str, str]]:
    """What becomes of each concept, on a copy that is thrown away."""
    monkeypatch.setenv("KESSAN_ARELLE", str(arelle))
    done = filings.land("aoba", folder, root=project.root)
    return {f"{one.fact.concept} {one.fact.context}": (one.what, (one.row or {}).get("printed", "")) for one in done.outcomes}


@pytest.fixture
def scratch(tmp_path: Path) -> Project:
    project = copy_of_project(tmp_path / "kessan")
    land(project, LANDINGS / "companies" / "aoba")
    return project


def test_single_facts_that_are_no_figures(scratch: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arelle: Path) -> None:
    """Nil, no number, other units and digits that are not known: listed with the reason and not landed; the rest is."""
    year = When("y", "2025-12-31", "2025-01-01")
    odd = When("o", "2025-05-31", "2025-02-15")
    said = [
        Said("jppfs_cor:GrossProfit", HALF, "", "JPY", is_nil=True),
        Said("jppfs_cor:OperatingIncome", HALF, "1", "JPY", "-3", 3, text="about 1,135", form="ixt:numdotdecimal"),
        Said("jppfs_cor:IncomeTaxes", HALF, "365018499", "JPY", "-3", 0),
        Said("jppfs_cor:ProfitLoss", HALF, "763568000", "USD", "-3", 3),
        Said("jppfs_cor:CostOfSales", odd, "1000", "JPY", "-3", 3),
        Said("jppfs_cor:OrdinaryIncome", year, "2170000000", "JPY", "-6", 6),
        Said("jppfs_cor:ProfitLossAttributableToOwnersOfParent", HALF, "741213000", "JPY", "-3", 3),
        Said("jppfs_cor:IncomeBeforeIncomeTaxes", HALF, "0", "JPY", "-3", 3, text="-", form="ixt:zerodash"),
        Said("jppfs_cor:NetSales", HALF.of(ALONE), "1000", "JPY", "-3", 3),
    ]
    folder = write(tmp_path / "said", {"odd.htm": inline([*DEI, *said], header([*DEI, *said], *EDINET))})
    found = landed(scratch, folder, monkeypatch, arelle)
    assert {key.split(":")[1].split(" ")[0]: value for key, value in found.items() if key.startswith("jppfs_cor")} == {
        "GrossProfit": ("nil", ""),
        "OperatingIncome": ("not a number", ""),
        "IncomeTaxes": ("more digits than its decimals", ""),
        "ProfitLoss": ("other unit", ""),
        "CostOfSales": ("no period", ""),
        "OrdinaryIncome": ("period is not over", ""),
        "ProfitLossAttributableToOwnersOfParent": ("landed", "741,213"),
        "IncomeBeforeIncomeTaxes": ("landed", "0"),
        "NetSales": ("non-consolidated", ""),
    }
    listed = (scratch.root / "filings/aoba_2q25_filing.csv").read_text(encoding="utf-8")
    assert "not a number,operating_profit,\"'about 1,135'\"" in listed


def test_a_year_that_ends_later_in_the_month_of_the_filing_is_not_over(
    scratch: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arelle: Path
) -> None:
    """An interim dividend that was paid has the whole year as its context; the notice is of the quarter that was over."""
    said = [*REVISION, dividend(YEAR, "SecondQuarter", RESULT, "12.50")]
    folder = write(tmp_path / "said", {"tse-rvdf-00010-ixbrl.htm": inline(said, header(said, *TDNET))})
    found = landed(scratch, folder, monkeypatch, arelle)
    assert [what for key, (what, _) in found.items() if "DividendPerShare" in key] == ["period is not over"]
    assert (scratch.root / "filings/aoba_3q25_revision.csv").exists()


def test_ten_thousand_facts(scratch: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arelle: Path) -> None:
    many = [Said("filer:Note", HALF, str(number), "JPY", "0") for number in range(10_000)]
    folder = half_year_report(tmp_path / "many", [*STATEMENTS, *many])
    monkeypatch.setenv("KESSAN_ARELLE", str(arelle))
    done = filings.land("aoba", folder, root=scratch.root)
    assert len(done.outcomes) == 10_000 + len(DEI) + len(STATEMENTS) + len(SEGMENTS)
    assert done.counts["landed"] == 17


def test_a_filing_where_another_is_landed(scratch: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arelle: Path) -> None:
    """Other facts under the same name are no correction unless the filing or the user says so."""
    monkeypatch.setenv("KESSAN_ARELLE", str(arelle))
    filings.land("aoba", half_year_report(tmp_path / "one"), root=scratch.root)
    other = half_year_report(tmp_path / "two", STATEMENTS[1:])
    before = everything(scratch.root)
    with pytest.raises(LandingError, match="give --corrects aoba_2q25_ssr, else --deck another name"):
        filings.land("aoba", other, root=scratch.root)
    assert everything(scratch.root) == before
    done = filings.land("aoba", other, root=scratch.root, corrects="aoba_2q25_ssr")
    assert (done.deck, done.entry["corrects"]) == ("aoba_2q25_ssr_2", "aoba_2q25_ssr")


def test_what_cannot_be_written_leaves_nothing(
    scratch: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arelle: Path
) -> None:
    """The disk fails at the last of three files; the other two are gone again."""
    monkeypatch.setenv("KESSAN_ARELLE", str(arelle))
    real = filings.replace_file

    def failing(path: Path, content: str) -> None:
        if path.name == "dbt_project.yml":
            raise OSError(28, "No space left on device", str(path))
        real(path, content)

    monkeypatch.setattr(filings, "replace_file", failing)
    before = everything(scratch.root)
    with pytest.raises(LandingError, match="No space left on device"):
        filings.land("aoba", half_year_report(tmp_path / "half"), root=scratch.root)
    assert everything(scratch.root) == before


# ---- what it might do


def test_a_doctype_that_declares_entities(refused: Callable[..., str], tmp_path: Path) -> None:
    declared = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]>\n'
    folder = with_text(half_year_report(tmp_path / "bomb"), INSTANCE, lambda text: text.replace("?>\n", f"?>\n{declared}", 1))
    assert f"{STEM}.xbrl, line 2: its DOCTYPE declares the entity 'a'" in refused(folder)
    secret = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>\n'
    folder = with_text(half_year_report(tmp_path / "file"), INSTANCE, lambda text: text.replace("?>\n", f"?>\n{secret}", 1))
    assert "declares the entity 'a'" in refused(folder)
    outside = '<!DOCTYPE html SYSTEM "entities.dtd">\n'
    folder = half_year_report(tmp_path / "dtd", with_instance=False)
    head = next(folder.rglob("0000000*")).relative_to(folder).as_posix()
    assert "takes declarations from 'entities.dtd'" in refused(
        with_text(folder, head, lambda text: text.replace("?>\n", f"?>\n{outside}", 1))
    )


def test_an_ordinary_doctype_is_read(tmp_path: Path) -> None:
    public = '<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml1-strict.dtd">\n'
    folder = half_year_report(tmp_path, with_instance=False)
    head = next(folder.rglob("0000000*")).relative_to(folder).as_posix()
    with package.opened(with_text(folder, head, lambda text: text.replace("?>\n", f"?>\n{public}", 1))) as opened:
        assert [len(report.inline) for report in opened.reports] == [3]


@pytest.mark.parametrize("href", ["../../../outside.xsd", "file:///etc/passwd", "/etc/passwd"])
def test_links_that_leave_the_package(refused: Callable[..., str], tmp_path: Path, href: str) -> None:
    folder = with_text(half_year_report(tmp_path / "half"), INSTANCE, lambda text: text.replace("filer.xsd", href))
    assert "outside the filing" in refused(folder)


def test_a_manifest_that_leaves_the_package(refused: Callable[..., str], tmp_path: Path) -> None:
    (tmp_path / "secret.htm").write_text("<html/>", encoding="utf-8")
    folder = with_text(
        half_year_report(tmp_path / "half"),
        "XBRL/PublicDoc/manifest_PublicDoc.xml",
        lambda text: text.replace("<ixbrl>0000000", "<ixbrl>../../../secret.htm</ixbrl><ixbrl>0000000"),
    )
    assert "outside the filing" in refused(folder)


def test_links_of_the_file_system(refused: Callable[..., str], tmp_path: Path) -> None:
    outside = half_year_report(tmp_path / "outside")
    folder = tmp_path / "folder"
    folder.mkdir()
    (folder / "linked.xbrl").symlink_to(outside / INSTANCE)
    assert "is a link to" in refused(folder)


def zip_of(path: Path, name: str, content: bytes = b"x", mode: int = 0) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        member = zipfile.ZipInfo(name)
        member.compress_type = zipfile.ZIP_DEFLATED
        member.external_attr = mode << 16
        archive.writestr(member, content)
    return path


@pytest.mark.parametrize("name", ["../slip.xbrl", "/slip.xbrl", "a/../../slip.xbrl", "..\\slip.xbrl", "C:\\slip.xbrl"])
def test_a_zip_that_unpacks_elsewhere(refused: Callable[..., str], tmp_path: Path, name: str) -> None:
    assert "outside its folder" in refused(zip_of(tmp_path / "slip.zip", name))
    assert not list(tmp_path.parent.rglob("slip.xbrl"))


def test_a_zip_with_a_link_and_one_that_is_a_bomb(
    refused: Callable[..., str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "is a link" in refused(zip_of(tmp_path / "link.zip", "a.xbrl", b"/etc/passwd", stat.S_IFLNK | 0o777))
    assert "unpacks to 50,000,000 bytes" in refused(zip_of(tmp_path / "bomb.zip", "a.xbrl", b"0" * 50_000_000))
    # many members that are each small enough
    monkeypatch.setattr(package, "MOST_BYTES", 1_000)
    assert "unpacks to more than" in refused(zipped(half_year_report(tmp_path / "half"), tmp_path / "large.zip"))
    monkeypatch.setattr(package, "MOST_FILES", 2)
    assert "more than the 2 of any filing" in refused(tmp_path / "large.zip")


@pytest.fixture
def server() -> Iterator[tuple[str, list[str]]]:
    """A web server that notes what it is asked for."""
    asked: list[str] = []

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_error(404)

        def log_message(self, *_: object) -> None:
            pass

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler) as running:
        threading.Thread(target=running.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{running.server_port}", asked
        running.shutdown()


@pytest.mark.parametrize("with_instance", [True, False])
def test_nothing_is_fetched(
    scratch: Project,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    arelle: Path,
    server: tuple[str, list[str]],
    with_instance: bool,
) -> None:
    """A schema on the web is where every filing has its taxonomy; a document type is on the web too."""
    url, asked = server
    folder = half_year_report(tmp_path / "half", with_instance=with_instance)
    for path in folder.rglob("*.[xh][bt][rm]*"):
        path.write_text(path.read_text(encoding="utf-8").replace("filer.xsd", f"{url}/filer.xsd"), encoding="utf-8")
    assert any(url in path.read_text(encoding="utf-8") for path in folder.rglob("*") if path.is_file())
    monkeypatch.setenv("KESSAN_ARELLE", str(arelle))
    assert filings.land("aoba", folder, root=scratch.root).counts["landed"] == 17
    assert asked == []


def test_the_reader_answers_in_json_alone(tmp_path: Path, arelle: Path) -> None:
    """Whatever Arelle prints, standard output is the answer."""
    path = half_year_report(tmp_path) / INSTANCE
    reader = Path(filings.__file__).with_name("arelle_facts.py")
    request = json.dumps({"reports": [{"instance": str(path)}], "shown": []})
    done = subprocess.run([arelle / "python", reader], input=request, capture_output=True, encoding="utf-8", check=True)
    assert len(json.loads(done.stdout)["reports"][0]["facts"]) == len(DEI) + len(STATEMENTS) + len(SEGMENTS)
