"""What looks wrong though no check fails: each slip that passed a trial landing in silence, and what only looks like one."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import Project, made_once
from landing.project import Project as Landing
from landing.proposal import PROVEN, Number
from landing.verdicts import Trial, Verdicts
from landing_deck import proposal as make_proposal
from landing_project import before_the_deck, replace_deck

PERIODS = ["2Q24", "3Q24", "4Q24", "1Q25", "2Q25"]
DATES = ["2024-06-30", "2024-09-30", "2024-12-31", "2025-03-31", "2025-06-30"]
NEXT, NEXT_DATE = "3Q25", "2025-09-30"


def figure(line_item: str, period: str, printed: str, unit: str = "百万円", page: str = "2", **cells: str) -> dict[str, str]:
    row = dict.fromkeys(("seq", "section", "label", "as_of", "qualifier", "remark"), "")
    row |= {"section": "1", "label": line_item, "page": page, "measure": "level", "basis": "actual"}
    return row | {"line_item": line_item, "period": period, "printed": printed, "unit": unit} | cells


def series(line_item: str, periods: list[str], *printed: str, **cells: str) -> list[dict[str, str]]:
    return [figure(line_item, period, value, **cells) for period, value in zip(periods, printed, strict=True)]


# figures that no equality speaks of; pre-tax profit and profit are of no relation here, for tax is not printed
BEFORE = [
    *series("profit_before_tax", PERIODS, "1,241", "1,377", "1,304", "1,290", "1,358"),
    *series("profit_attributable_to_owners", PERIODS, "812", "905", "861", "844", "890", page="3"),
    *series("basic_earnings_per_share", PERIODS, "6.77", "7.54", "7.18", "7.03", "7.42", unit="円", page="3"),
    *series("total_assets", DATES, "41,200", "41,950", "42,300", "42,120", "43,010", page="4"),
    *series("total_equity", DATES, "18,300", "18,640", "18,900", "18,950", "19,380", page="4"),
    *series("dividend_per_share", ["FY22", "FY23", "FY24"], "10", "12", "15", unit="円", page="5"),
]
NOW = [
    figure("profit_before_tax", NEXT, "1,402"),
    figure("profit_attributable_to_owners", NEXT, "895", page="3"),
    figure("basic_earnings_per_share", NEXT, "7.46", "円", page="3"),
    figure("total_assets", NEXT_DATE, "43,350", page="4"),
    figure("total_equity", NEXT_DATE, "19,700", page="4"),
    # what was printed before, of which the deck repeats some
    figure("profit_before_tax", "3Q24", "1,377"),
    figure("total_assets", "2024-12-31", "42,300", page="4"),
    figure("total_equity", "2024-12-31", "18,900", page="4"),
    figure("total_liabilities", "2024-12-31", "23,400", page="4"),
]


@pytest.fixture(scope="module")
def trial(tmp_path_factory: pytest.TempPathFactory) -> Trial:
    """The deck before landed; the rows of the next are given to each test."""

    def make(root: Path) -> None:
        project = before_the_deck(root)
        replace_deck(
            project, [row | {"seq": str(2001 + place)} for place, row in enumerate(sorted(BEFORE, key=lambda row: row["page"]))]
        )
        # the line in which a US company would say how it splits its equity is of no use here
        path = Path("seeds/reference/calculations.csv")
        project.write(
            [row for row in project.rows(path) if row["total"] not in ("total_assets", "total_liabilities_and_equity")], path
        )

    project = Project(made_once(tmp_path_factory, "suspects", make))
    folder = tmp_path_factory.mktemp("landing")
    return Trial(make_proposal(folder, numbers(NOW)), Landing(project.root))


def numbers(rows: list[dict[str, str]]) -> list[Number]:
    return [Number(**row, confidence=PROVEN) for row in sorted(rows, key=lambda row: row["page"])]


def with_slip(line_item: str, period: str, **cells: str) -> list[dict[str, str]]:
    """The deck with one row other than it should be."""
    assert any((row["line_item"], row["period"]) == (line_item, period) for row in NOW)
    return [row | cells if (row["line_item"], row["period"]) == (line_item, period) else row for row in NOW]


def found(trial: Trial, rows: list[dict[str, str]]) -> list[tuple[str, str, str]]:
    verdicts: Verdicts = trial.renew(numbers(rows), {})
    assert verdicts.unreadable == []
    return [(row["line_item"], row["suspicion"], row["looks_like"]) for row in verdicts.suspects]


def test_nothing_looks_wrong_where_nothing_is(trial: Trial) -> None:
    assert found(trial, NOW) == []


@pytest.mark.parametrize(
    ("rows", "line_item", "suspicion", "says"),
    [
        # a pre-tax profit a hundred times too large
        (with_slip("profit_before_tax", NEXT, printed="140,200"), "profit_before_tax", "scale", "too large by 100 times"),
        (with_slip("profit_before_tax", NEXT, printed="14,020"), "profit_before_tax", "scale", "too large by 10 times"),
        (with_slip("profit_before_tax", NEXT, printed="1,402,000"), "profit_before_tax", "scale", "too large by 1000 times"),
        (with_slip("profit_before_tax", NEXT, printed="140"), "profit_before_tax", "scale", "too small by 10 times"),
        (with_slip("profit_before_tax", NEXT, printed="△1,402"), "profit_before_tax", "sign", "opposite sign"),
        # total assets in 千円
        (with_slip("total_assets", NEXT_DATE, unit="千円"), "total_assets", "scale", "too small by 1000 times"),
        # an earnings per share of 7.64 for 7.46
        (
            with_slip("basic_earnings_per_share", NEXT, printed="7.64"),
            "basic_earnings_per_share",
            "transposed",
            "two digits exchanged",
        ),
        # the number of the column before
        (with_slip("profit_before_tax", NEXT, printed="1,358"), "profit_before_tax", "column", "2Q25 is 1,358百万円"),
        # what the deck before printed, with two digits exchanged, at another scale, of another column
        (with_slip("total_equity", "2024-12-31", printed="19,800"), "total_equity", "column", ""),
        (with_slip("profit_before_tax", "3Q24", printed="1,737"), "profit_before_tax", "transposed", "aoba_2q25 has 1,377百万円"),
        (with_slip("profit_before_tax", "3Q24", printed="1,304"), "profit_before_tax", "column", "1,304百万円"),
        # a row that was typed into another column than its label says
        (with_slip("profit_before_tax", NEXT, label="税引前利益 2Q25"), "profit_before_tax", "period", "its label names 2Q25"),
        (with_slip("profit_before_tax", NEXT, label="税引前利益 FY2024"), "profit_before_tax", "period", "its label names FY24"),
        (with_slip("total_assets", NEXT_DATE, label="資産合計 25年3月末"), "total_assets", "period", "its label names 2025-03"),
    ],
)
def test_a_slip_is_asked_about(trial: Trial, rows: list[dict[str, str]], line_item: str, suspicion: str, says: str) -> None:
    if line_item == "total_equity":
        # balances of September under December, and none of September: what would become a restatement
        rows = [row for row in NOW if row["line_item"] != "total_equity"]
        rows.append(figure("total_equity", "2025-06-30", "19,700", page="4"))
        says = "a later period typed under 2025-06-30"
    suspects = found(trial, rows)
    assert [(name, kind) for name, kind, _ in suspects] == [(line_item, suspicion)]
    assert says in suspects[0][2]


@pytest.mark.parametrize(("label", "says"), [("売上高 QoQ", "the quarter before"), ("売上高 前年同期比", "the year before")])
def test_growth_of_another_comparison_than_its_label_names(trial: Trial, label: str, says: str) -> None:
    right, wrong = ("qoq_pct", "yoy_pct") if "QoQ" in label else ("yoy_pct", "qoq_pct")
    grown = figure("revenue", NEXT, "0.4", "%", measure=right, label=label)
    assert found(trial, [*NOW, grown]) == []
    ((line, suspicion, told),) = found(trial, [*NOW, grown | {"measure": wrong}])
    assert (line, suspicion, told) == ("revenue", "measure", f"its label compares with {says}")


def test_an_amount_in_another_unit_than_its_page(trial: Trial) -> None:
    """Of a line that no deck had before, so that only its page can tell."""
    line = "current_liabilities"
    assert found(trial, [*NOW, figure(line, NEXT_DATE, "9,120", page="4")]) == []
    ((name, kind, says),) = found(trial, [*NOW, figure(line, NEXT_DATE, "9,120", "千円", page="4")])
    assert (name, kind, says) == (line, "unit", "in 千円, on a page of amounts in 百万円")
    # about so much, in a sentence beside the table
    assert found(trial, [*NOW, figure(line, NEXT_DATE, "91", "億円", page="4", qualifier="約")]) == []


def test_a_forecast_that_does_not_say_when_it_was_stated(trial: Trial) -> None:
    """Where those of the same period on its page do; a new one of another period need not."""
    lines = ("profit_before_tax", "profit_attributable_to_owners", "revenue", "operating_profit")
    told = [figure(line, "FY25", "6,100", basis="forecast", as_of="2025-05", page="6") for line in lines]
    new = figure("profit_before_tax", "4Q25", "1,500", basis="forecast", page="6")
    assert found(trial, [*NOW, *told, new]) == []
    undated = [row | {"as_of": ""} if row["line_item"] == "revenue" else row for row in told]
    ((line, suspicion, says),) = found(trial, [*NOW, *undated, new])
    assert (line, suspicion) == ("revenue", "as_of")
    assert "says of the forecasts beside it when they were stated" in says
    # as many of May as of today are two columns
    both = [*told, *(row | {"as_of": "", "printed": "6,200"} for row in told)]
    assert found(trial, [*NOW, *both]) == []


@pytest.mark.parametrize("remark", ["confirmed: page 2 does print it", "undecided: the page leaves it open"])
def test_whoever_looked_is_not_asked_again(trial: Trial, remark: str) -> None:
    assert found(trial, with_slip("profit_before_tax", NEXT, printed="140,200", remark=remark)) == []


def test_another_line_item_than_its_label_names(trial: Trial) -> None:
    """Where the deck does not name its own so: of 税金等調整前当期純利益 half of the rows may not be another's."""
    grown, before = (
        figure("profit_before_tax", period, rate, "%", measure="yoy_pct", label=f"税金等調整前当期純利益 {period} YoY")
        for period, rate in ((NEXT, "+1.8%"), ("2Q25", "+9.4%"))
    )
    assert found(trial, [*NOW, grown, before]) == []
    ((line, suspicion, says),) = found(trial, [*NOW, grown | {"line_item": "income_tax_expense"}, before])
    assert (line, suspicion, says) == ("income_tax_expense", "line_item", "its label names profit_before_tax")
    # its own use of words
    own = [figure("profit", period, "900", label=f"税金等調整前当期純利益 {period}") for period in (NEXT, "2Q25")]
    assert found(trial, [*NOW, *own]) == []


def test_a_misprint_is_excused_for_the_period_that_it_names(trial: Trial) -> None:
    """A wrong heading is no excuse for a row in another period than its label names."""
    slip = {"label": "税引前利益 2Q25"}
    assert found(trial, with_slip("profit_before_tax", NEXT, remark=f"misprint: 2Q25 stands for {NEXT}", **slip)) == []
    ((line, suspicion, _),) = found(trial, with_slip("profit_before_tax", NEXT, remark="misprint: the heading says 億円", **slip))
    assert (line, suspicion) == ("profit_before_tax", "period")


@pytest.mark.parametrize(
    "rows",
    [
        # a year twice as good, a loss after a profit that is no larger, a repeated dividend
        with_slip("profit_before_tax", NEXT, printed="2,904"),
        with_slip("profit_before_tax", NEXT, printed="△310"),
        [*NOW, figure("dividend_per_share", "FY25", "15", "円", page="5", basis="forecast")],
        # more shares than before, by an exchange of no two digits
        with_slip("basic_earnings_per_share", NEXT, printed="7.21"),
        # what the deck before printed, rounded
        with_slip("total_assets", "2024-12-31", printed="423", unit="億円", qualifier="約"),
        # a quarter within the year that its label names, a balance at the end of a quarter, the base of a growth
        with_slip("profit_before_tax", NEXT, label="FY25 税引前利益"),
        with_slip("total_assets", NEXT_DATE, label="資産合計 3Q25末"),
        [*NOW, figure("profit_before_tax", NEXT, "+1.8%", "%", measure="yoy_pct", label="税引前利益 3Q24比")],
        # a rate over the years between two that its label names
        [*NOW, figure("basic_earnings_per_share", "FY24-FY26", "30", "円", basis="plan", label="FY26/FY23")],
    ],
)
def test_what_may_well_be_is_not_asked_about(trial: Trial, rows: list[dict[str, str]]) -> None:
    assert found(trial, rows) == []


def test_what_a_check_vouches_for_is_not_asked_about(trial: Trial) -> None:
    """A profit a hundred times as large, with the growth that the deck prints of it: the check speaks."""
    rows = with_slip("profit_before_tax", NEXT, printed="140,200")
    rows.append(figure("profit_before_tax", NEXT, "+10,082%", "%", measure="yoy_pct"))
    assert found(trial, rows) == []


def test_the_build_warns_and_goes_on(tmp_path: Path) -> None:
    project = before_the_deck(tmp_path / "kessan")
    rows = [row | {"printed": "135,800"} if row["printed"] == "1,358" else row for row in BEFORE]
    replace_deck(project, [row | {"seq": str(2001 + place)} for place, row in enumerate(sorted(rows, key=lambda row: row["page"]))])
    # the few rows are no whole deck: other tests have more to say of them
    only = ("--select", "+int_suspects", "assert_no_figure_looks_wrong", "--indirect-selection", "empty")
    result = project.dbt("build", *only, "--exclude-resource-type", "unit_test")
    assert "WARN=1" in result.stdout
    assert result.returncode == 0
    assert "assert_no_figure_looks_wrong: 1 row to look at" in result.stdout
    assert "too large by 100 times" in result.stdout
    assert "135,800百万円 (p. 2)" in result.stdout


def test_the_first_deck_has_no_suspect(built: Project) -> None:
    assert built.query("select * from intermediate.int_suspects") == []
