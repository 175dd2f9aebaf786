"""The report for a person who has only the page: its answers, its exhibits, in print, on a phone and in Japanese."""

from __future__ import annotations

import re
from pathlib import Path

import pypdfium2
import pytest
from axe_playwright_python.sync_playwright import Axe
from conftest import Project
from playwright.sync_api import Browser, Page
from visiting import NARROW, WIDE, visit, write

# in a chart: what covers another label, or sticks out of the picture
LABELS = """() => [...document.querySelectorAll('.chart')].flatMap((chart) => {
    const svg = chart.querySelector('svg'), box = svg.getBoundingClientRect(), found = [];
    const name = `${chart.closest('section').id || 'cover'}: ${chart.closest('figure')?.querySelector('h3').innerText ?? chart.id}`;
    if (box.top < chart.getBoundingClientRect().top - 1) found.push(`${name}: shifted`);
    const labels = [...svg.querySelectorAll('text')]
        .filter((text) => text.textContent.trim() && getComputedStyle(text).opacity !== '0')
        .filter((text) => !(text.getAttribute('stroke') ?? '').includes('paper'))
        .map((text) => [text.textContent, text.getBoundingClientRect()]).filter(([, at]) => at.width);
    labels.forEach(([text, at], place) => {
        const out = Math.max(box.left - at.left, at.right - box.right, box.top - at.top, at.bottom - box.bottom);
        if (out > 2) found.push(`${name}: ${text} is cut`);
        for (const [other, its] of labels.slice(place + 1)) {
            const wide = Math.min(at.right, its.right) - Math.max(at.left, its.left);
            const high = Math.min(at.bottom, its.bottom) - Math.max(at.top, its.top);
            // boxes of text are higher than its letters
            if (wide > 2 && high > 5.5) found.push(`${name}: ${text} covers ${other}`);
        }
    });
    return found;
})"""


def answer(page: Page, question: str) -> str:
    """All that is to be read of the answer to a question."""
    card = page.locator(".answer", has=page.locator("h2", has_text=question))
    return re.sub(r"\s+", " ", card.inner_text())


def test_why_profit_rose_has_the_effects_that_the_deck_names(browser: Browser, report: Path) -> None:
    with visit(browser, report) as visited:
        said = answer(visited.page, "Why did operating profit rise?")
        assert "Systems integration gross profit +¥1,564m" in said
        assert "VMware license effect on systems integration gross profit, in 1Q24 about −¥900m" in said
        assert re.search(r"Net finance income −¥905m.* Profit \+¥455m", said)
        visited.page.locator(".answer .n", has_text="about −¥900m").first.click()
        assert "約△9億円" in visited.page.locator("#source-prints").inner_text()
    with visit(browser, report, "ja") as visited:
        assert "VMwareライセンス関連の粗利影響（SI）（1Q24） 約△9億円" in answer(visited.page, "営業利益はなぜ増えたか")


def test_profit_is_judged_as_well_as_operating_profit_and_the_half_is_there(browser: Browser, report: Path) -> None:
    with visit(browser, report) as visited:
        said = answer(visited.page, "Is the year on track?")
        assert "operating profit stands at 16.5% of the ¥36,500m forecast for the year, ahead of last year's pace" in said
        assert "profit at 16.4% of ¥23,000m, behind last year's pace (16.7% at this point)" in said
        assert re.search(r"1H25 forecast Revenue ¥158,000m \+7.5% 48.6%.* FY25 forecast", said)
        assert "Reversal of provision for retirement benefits, 2Q25 a little over ¥1,000m" in said
        head = visited.page.locator(".answer .head", has_text="1H25 forecast").bounding_box()
        assert head["y"] < WIDE["height"], "on the first screen"


def test_what_is_owed_stands_beside_what_is_earned(browser: Browser, report: Path, built: Project) -> None:
    ((net, ebitda),) = built.query(
        "select -any_value(net_cash_after_leases_mn), (select sum(amount_mn) from marts.capital_expenditure"
        " where line_item = 'adjusted_ebitda' and period in ('2Q24', '3Q24', '4Q24', '1Q25') and basis = 'actual')"
        " from marts.financial_position where period = '2025-06-30'"
    )
    with visit(browser, report) as visited:
        said = answer(visited.page, "How much debt is there?")
        assert f"Net debt, leases included {net:,.0f}" in said
        assert f"{net / ebitda:.1f} times the EBITDA of twelve months" in said


EXHIBITS = {
    "bridges": ["SI construction", "Mobile services", "Network services excluding mobile"],
    # of IP the deck prints one quarter and growth of another
    "service-details": ["IP service", "4,570  (+9.5%)"],
    "service-history": ["Operating margin", "Rest, by difference"],
    "segment-history": ["Gross profit of network services"],
    "guidance": ["Forecast of revenue", "Forecast of gross profit"],
    "mid-term-plan": ["Gross profit by segment"],
    "below-operating": ["Foreign exchange gain or loss", "Gain or loss on valuation of funds"],
    "indicators": ["Market shares", "Total contracted bandwidth", "Outsourced staff", "Yen per US dollar", "144.81"],
    # four parts, of which one has no figure
    "security-cloud": ["Cloud by service", "Rest, by difference"],
}


@pytest.mark.parametrize("section", EXHIBITS)
def test_the_exhibits_of_the_deck_are_seen(browser: Browser, report: Path, section: str) -> None:
    with visit(browser, report) as visited:
        seen = visited.page.locator(f"#{section}").evaluate(
            "(one) => [...one.querySelectorAll('h3, .legend li')].map((part) => part.innerText)"
            ".concat([...one.querySelectorAll('svg text')].map((part) => part.textContent))"
        )
        for title in EXHIBITS[section]:
            assert any(title in text for text in seen), title


def numbers(texts: list[str]) -> list[int]:
    return [int(text.replace(",", "")) for text in texts if re.fullmatch(r"[\d,]+", text)]


def test_the_parts_of_a_stack_make_its_total(browser: Browser, report: Path) -> None:
    """Where each part has its label: a bar that is less than the number on it is a wrong picture."""
    with visit(browser, report) as visited:
        panel = visited.page.locator("#security-cloud figure", has_text="Cloud by service")
        bars = panel.locator(".mark-rect path").evaluate_all("(all) => all.map((one) => one.getBoundingClientRect().height)")
        labels = numbers(panel.locator(".mark-text.role-mark text").all_text_contents())
    parts, totals = 4, 5
    assert len(bars) == parts * totals
    heights = [sum(bars[place::totals]) for place in range(totals)]
    assert labels[-totals:] == [9140, 9140, 9000, 9200, 9060]
    scale = [height / total for height, total in zip(heights, labels[-totals:], strict=True)]
    assert max(scale) / min(scale) < 1.01, heights


def test_a_period_of_which_nothing_is_known_keeps_its_place(browser: Browser, report: Path) -> None:
    """FY20 beside FY23 would read as one year's growth."""
    with visit(browser, report) as visited:
        for section, title, shown in (
            ("segment-history", "Gross profit of systems integration", ["FY20", "FY21", "FY22", "FY23", "FY24", "FY25"]),
            ("mid-term-plan", "Gross profit by segment", ["FY20", "FY21", "FY22", "FY23", "FY24", "FY25"]),
        ):
            figure = visited.page.locator(f"#{section} figure", has=visited.page.locator("h3", has_text=title))
            labels = figure.locator("svg text").all_text_contents()
            assert [label[:4] for label in labels if re.match(r"FY\d\d", label)] == shown


def test_what_a_table_is_of_is_read_wherever_it_is_scrolled(browser: Browser, report: Path) -> None:
    """A table that is too wide shows its newest periods first."""
    with visit(browser, report, viewport=NARROW) as visited:
        page = visited.page
        page.evaluate("document.querySelectorAll('details').forEach((details) => { details.open = true; })")
        page.wait_for_function("[...document.querySelectorAll('.scroll.time')].some((box) => box.scrollLeft > 0)")
        cut = page.evaluate(
            """() => [...document.querySelectorAll('.scroll')].filter((box) => box.scrollLeft > 0).flatMap((box) => {
                const left = box.getBoundingClientRect().left;
                return [...box.querySelectorAll('caption span')].filter((one) => one.offsetWidth)
                    .filter((one) => one.getBoundingClientRect().left < left - 1).map((one) => one.innerText);
            })"""
        )
    assert cut == []


@pytest.mark.parametrize("lang", ["en", "ja"])
@pytest.mark.parametrize("viewport", [NARROW, WIDE], ids=["390", "1440"])
def test_no_label_is_cut_and_none_covers_another(browser: Browser, report: Path, viewport: dict, lang: str) -> None:
    with visit(browser, report, lang, viewport=viewport) as visited:
        assert visited.page.evaluate(LABELS) == []


def test_every_column_has_its_value_on_a_phone(browser: Browser, report: Path) -> None:
    with visit(browser, report, viewport=NARROW) as visited:
        counted = visited.page.evaluate(
            """() => [...document.querySelectorAll('#below-operating .chart, #cash-flow .chart')].map((chart) => [
                chart.querySelectorAll('.mark-rect path').length, chart.querySelectorAll('.mark-text.role-mark text').length])"""
        )
        assert len(counted) > 10
        assert all(bars == labels for bars, labels in counted), counted


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("viewport", [NARROW, WIDE], ids=["390", "1440"])
def test_axe_finds_nothing(browser: Browser, report: Path, viewport: dict, scheme: str) -> None:
    with visit(browser, report, scheme=scheme, viewport=viewport) as visited:
        visited.page.evaluate("document.querySelectorAll('details').forEach((details) => { details.open = true; })")
        found = Axe().run(visited.page).response["violations"]
        assert [(one["id"], [node["html"][:120] for node in one["nodes"][:3]]) for one in found] == []


def test_what_is_long_starts_closed(browser: Browser, report: Path) -> None:
    with visit(browser, report) as visited:
        for closed in ("#other table", "#kinds", "#list tr"):
            assert visited.page.locator(closed).count(), closed
            assert not visited.page.locator(closed).first.is_visible(), closed


def on_paper(browser: Browser, report: Path, lang: str) -> list[pypdfium2.PdfTextPage]:
    with visit(browser, report, lang) as visited:
        pdf = pypdfium2.PdfDocument(visited.page.pdf(prefer_css_page_size=True))
    return [page.get_textpage() for page in pdf]


@pytest.fixture(scope="module")
def printed(browser: Browser, report: Path) -> list[pypdfium2.PdfTextPage]:
    return on_paper(browser, report, "en")


def lines_of(page: pypdfium2.PdfTextPage) -> list[str]:
    return [line.strip() for line in page.get_text_bounded().splitlines() if line.strip()]


FACTS = ("Internet Initiative Japan", "76,821", "Why did operating profit rise?", "How much debt", "Can I trust")


def test_print_begins_with_a_fact_sheet_and_hides_nothing(
    printed: list[pypdfium2.PdfTextPage],
    browser: Browser,
    report: Path,
) -> None:
    first = " ".join(lines_of(printed[0]))
    for told in (*FACTS, "1H25 forecast"):
        assert told in first, told
    assert "Income statement" not in first
    everything = " ".join(line for page in printed for line in lines_of(page))
    with visit(browser, report) as visited:
        captions = {text for text in visited.page.locator("#other caption > span[lang=en]").all_text_contents()}
    assert len(captions) > 6
    assert [caption for caption in captions if caption not in everything] == []
    assert "62,513" in everything, "prepaid expenses, in a table that is closed on the screen"


def in_one_line(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()


@pytest.mark.parametrize("lang", ["en", "ja"])
def test_no_printed_page_is_a_third_blank_or_ends_with_a_heading(browser: Browser, report: Path, lang: str) -> None:
    """Neither with that of a section nor with that of a table."""
    with visit(browser, report, lang) as visited:
        page = visited.page
        headings = set(page.locator(f"main > section:not(.cover) > h2 > span[lang={lang}]").all_text_contents())
        page.evaluate("document.querySelectorAll('details').forEach((details) => { details.open = true; })")
        captions, heads = ({in_one_line(text) for text in page.locator(one).all_inner_texts()} for one in ("caption", "thead tr"))
    assert len(headings) > 20
    for number, paper in enumerate(on_paper(browser, report, lang)[1:-1], 2):
        rects = [paper.get_rect(place) for place in range(paper.count_rects())]
        lowest, height = min(bottom for _, bottom, _, _ in rects), 842
        assert lowest < height / 3, f"page {number} ends at {lowest:.0f} of {height} points"
        *before, last = [in_one_line(one) for one in paper.get_text_bounded(bottom=lowest - 1, top=lowest + 24).splitlines()]
        assert last not in headings, f"page {number} ends with {last}"
        assert last not in heads or not captions & set(before), f"page {number} ends with the head of {before}"


@pytest.mark.parametrize("lang", ["en", "ja"])
def test_names_of_rows_are_not_pressed_together_on_paper(browser: Browser, report: Path, lang: str) -> None:
    """A table of many columns takes its room from the names: in Japanese down to a letter a line."""
    paper = {"width": 695, "height": 1000}
    with visit(browser, report, lang, viewport=paper) as visited:
        visited.page.emulate_media(media="print")
        lines = visited.page.evaluate(
            """() => [...document.querySelectorAll('table.data tbody th[scope=row]')].map((head) => [head.innerText,
                Math.round(head.getBoundingClientRect().height / parseFloat(getComputedStyle(head).lineHeight))])"""
        )
    assert len(lines) > 500
    assert [head for head, high in lines if high > 4] == []


def test_a_failing_check_has_its_evidence_and_its_relation_in_japanese(browser: Browser, report: Path) -> None:
    with visit(browser, report, "ja") as visited:
        page = visited.page
        page.locator("#audit-details > summary").click()
        page.select_option("#status", "inconsistent")
        rows = page.locator("#list tr").all_inner_texts()
        assert any("30頁と31頁は142、37頁は143と印字" in row for row in rows)
        page.select_option("#status", "")
        page.fill("#search", "売上収益 ＝ ネットワークサービス売上")
        shown = page.locator("#list tr").all_inner_texts()
        assert shown
        assert all("売上収益 ＝ ネットワークサービス売上" in row for row in shown)
        assert "revenue by segment" not in " ".join(shown)
        page.fill("#search", "")
        left = page.locator("#audit-details").inner_text()
        assert not re.findall(r"[a-z]+ [a-z]+ [a-z]+", left), "a sentence in English"


def test_a_company_with_one_deck_has_one_page_and_no_folder(built: Project, tmp_path: Path) -> None:
    assert write(built.warehouse, tmp_path / "report.html").returncode == 0
    assert [path.name for path in tmp_path.iterdir()] == ["report.html"]
