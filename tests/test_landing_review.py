"""The review in a real browser, on a deck of our own making; and who may ask it anything."""

from __future__ import annotations

import csv
import http.client
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from conftest import Project
from landing import proposal
from landing.proposal import CERTAIN, LIKELY, UNKNOWN, Number
from landing_deck import DECK, drawn, in_text, landed_rows, numbers_of, with_doubts
from landing_deck import proposal as make_proposal
from landing_project import made_before, run
from playwright.sync_api import Browser, Page, expect
from visiting import PATIENCE

expect.set_options(timeout=PATIENCE * 1000)


@pytest.fixture(scope="module")
def before(tmp_path_factory: pytest.TempPathFactory) -> Project:
    return made_before(tmp_path_factory)


@contextmanager
def reviewed(project: Project, base: Path) -> Iterator[str]:
    """The address of a review that runs."""
    command = [sys.executable, "scripts/land.py", "review", DECK, "--folder", str(base), "--no-browser"]
    process = subprocess.Popen(
        command,
        cwd=project.root,
        env=project.env,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )
    assert process.stdout is not None
    try:
        address = process.stdout.readline().strip()
        assert address.startswith("http://127.0.0.1:"), address + process.stdout.read()
        yield address
    finally:
        process.send_signal(signal.SIGINT)
        assert process.wait(timeout=PATIENCE) == 0, process.stdout.read()


def with_a_new_line(numbers: list[Number]) -> list[Number]:
    """A number that the dictionary does not know, and a reading that its checks refute."""
    numbers[100] = replace(numbers[100], line_item="", confidence=UNKNOWN, why="a new line", candidates="")
    return numbers


@pytest.fixture
def base(tmp_path: Path, browser: Browser) -> Path:
    """A working folder with the deck as a PDF."""
    numbers = drawn(with_a_new_line(with_doubts(numbers_of(landed_rows()))), tmp_path / "deck.pdf", browser)
    make_proposal(tmp_path, numbers, pdf=tmp_path / "deck.pdf")
    return tmp_path


def saved(base: Path) -> tuple[Number, ...]:
    return proposal.read(DECK, base).numbers


@contextmanager
def opened(browser: Browser, address: str) -> Iterator[Page]:
    """The page, which may ask for nothing elsewhere and may not stumble."""
    page = browser.new_page(viewport={"width": 1400, "height": 900})
    page.set_default_timeout(PATIENCE * 1000)
    asked, stumbled = [], []
    page.on("request", lambda request: asked.append(request.url))
    page.on("pageerror", lambda error: stumbled.append(str(error)))
    page.on("console", lambda message: stumbled.append(message.text) if message.type == "error" else None)
    page.goto(address)
    expect(page.locator("#panel .head")).to_be_visible()
    yield page
    page.close()
    host = urlsplit(address).netloc
    assert {urlsplit(url).netloc for url in asked} == {host}
    assert stumbled == []


def until_checked(page: Page) -> None:
    expect(page.locator("#verdict")).not_to_have_class("verdict busy")


def test_each_number_is_decided_on_its_slide(before: Project, base: Path, browser: Browser) -> None:
    with reviewed(before, base) as address, opened(browser, address) as page:
        # the token has left the address bar
        assert "token" not in page.url
        assert page.locator("#left").inner_text() == "4"
        assert page.locator("#slide rect").count() == sum(number.page == "2" for number in saved(base))
        assert page.locator("#slide rect.likely").count() == 2
        image = page.locator("#slide img")
        expect(image).to_be_visible()
        assert image.evaluate("image => image.decode().then(() => image.naturalWidth)") > 1000
        until_checked(page)
        expect(page.locator("#verdict")).to_have_text("every check holds")

        # the box that is looked at lies on its number
        number = saved(base)[10]
        assert page.locator("#panel .printed").inner_text() == number.printed
        box, slide = page.locator("#slide rect.selected").bounding_box(), page.locator("#slide").bounding_box()
        assert box
        assert slide
        assert (box["x"] + box["width"] / 2 - slide["x"]) / slide["width"] * 720 == pytest.approx(
            (float(number.x0) + float(number.x1)) / 2, abs=2
        )
        expect(page.locator("#panel .checks")).to_contain_text("recalculation")

        # Enter: it is right, and the next one is there
        page.keyboard.press("Enter")
        expect(page.locator("#left")).to_have_text("3")
        assert (saved(base)[10].confidence, saved(base)[10].line_item) == (CERTAIN, "ordinary_profit")
        expect(page.locator("#panel .printed")).to_have_text(saved(base)[11].printed)

        # a key chooses another reading; it is wrong, and the checks say so
        page.keyboard.press("1")
        expect(page.locator("#verdict")).to_contain_text("fail")
        assert saved(base)[11].line_item == "gross_profit"
        page.keyboard.press("z")
        expect(page.locator("#verdict")).to_have_text("every check holds")
        assert saved(base)[11].line_item == "ordinary_profit"
        assert page.locator("#left").inner_text() == "3"


def test_what_is_likely_on_a_page_is_confirmed_in_one_step(before: Project, base: Path, browser: Browser) -> None:
    with reviewed(before, base) as address, opened(browser, address) as page:
        until_checked(page)
        page.keyboard.press("a")
        assert page.locator("#panel .cells button").all_inner_texts() == [
            f"{saved(base)[place].printed}\n9M25" for place in (10, 11)
        ]
        page.keyboard.press("Enter")
        expect(page.locator("#left")).to_have_text("2")
        assert {saved(base)[place].confidence for place in (10, 11)} == {CERTAIN}
        assert len((base / DECK / "decisions.jsonl").read_text(encoding="utf-8").splitlines()) == 1
        page.keyboard.press("z")
        expect(page.locator("#left")).to_have_text("4")


@pytest.mark.parametrize("typed", ["経常利", "ordinary", "ordinary_profit", "ＯＲＤＩＮＡＲＹ"])
def test_a_line_item_is_found_by_its_name_in_either_language(before: Project, base: Path, browser: Browser, typed: str) -> None:
    with reviewed(before, base) as address, opened(browser, address) as page:
        page.keyboard.press("/")
        page.keyboard.type("gross pro")
        page.keyboard.press("Enter")
        expect(page.locator("#f-line_item")).to_have_value("売上総利益 · Gross profit")
        expect(page.locator("#undo")).to_be_enabled()
        page.locator("#slide rect.selected").wait_for()
        page.locator("#f-line_item").fill(typed)
        page.locator(".options li").first.click()
        expect(page.locator("#panel .now .what")).to_contain_text("経常利益")
        assert saved(base)[10].line_item == "ordinary_profit"


def test_a_new_line_item_is_named(before: Project, base: Path, browser: Browser) -> None:
    with reviewed(before, base) as address, opened(browser, address) as page:
        while page.locator("#panel .chip").inner_text() != "unknown":
            page.keyboard.press("n")
        page.keyboard.press("/")
        page.keyboard.type("Something never printed before")
        page.keyboard.press("Enter")
        page.locator("#drafting").wait_for()
        assert page.locator("#d-id").input_value() == "something_never_printed_before"
        page.locator("#d-ja").fill("新しい項目")
        page.locator("#d-en").press("Enter")
        expect(page.locator("#left")).to_have_text("3")
        assert saved(base)[100].line_item == "new:something_never_printed_before"
        drafted = (base / DECK / "line_items.csv").read_text(encoding="utf-8")
        assert "aoba,something_never_printed_before,新しい項目,Something never printed before" in drafted
        # its names and the row were one decision
        page.keyboard.press("z")
        expect(page.locator("#left")).to_have_text("4")
        assert saved(base)[100].line_item == ""


def test_a_line_is_called_otherwise_in_one_step(before: Project, base: Path, browser: Browser) -> None:
    """In all of its columns, whose own words stay; nothing else of them is decided by it."""
    numbers = list(saved(base))
    its = [at for at, row in enumerate(numbers) if row.page == numbers[0].page and row.line_item == numbers[0].line_item]
    for at in its:
        numbers[at] = replace(numbers[at], label=f"売上 {numbers[at].period}")
    proposal.write_numbers(base / DECK, numbers)
    assert len(its) > 1
    with reviewed(before, base) as address, opened(browser, address) as page:
        page.locator(f"#slide [data-index='{its[0]}']").first.dispatch_event("click")
        page.locator("#f-label").fill(numbers[its[0]].label.replace("売上", "売上収益"))
        page.locator("#f-label").press("Enter")
        expect(page.locator("#toast")).to_have_text(f"{len(its)} rows changed")
        anew = saved(base)
        assert [anew[at].label for at in its] == [f"売上収益 {anew[at].period}" for at in its]
        assert [anew[at].confidence for at in its[1:]] == [numbers[at].confidence for at in its[1:]]
        page.keyboard.press("z")
        expect(page.locator("#toast")).to_contain_text("Undone")
        assert saved(base) == tuple(numbers)


def test_a_page_is_described(before: Project, base: Path, browser: Browser) -> None:
    """Its section is that of its rows; one undo takes both back."""
    first = saved(base)[0]
    with reviewed(before, base) as address, opened(browser, address) as page:
        page.locator("#slide [data-index='0']").first.dispatch_event("click")
        page.keyboard.press("a")
        page.locator("#p-title_en").fill("Results at a glance")
        page.locator("#p-title_en").press("Enter")
        expect(page.locator("#page-title")).to_contain_text("Results at a glance")
        page.locator("#p-section").fill("I-1")
        page.locator("#p-section").press("Enter")
        expect(page.locator("#legend")).to_contain_text("2 decisions")
        its = next(row for row in proposal.read(DECK, base).pages if row.page == first.page)
        assert (its.section, its.title_en) == ("I-1", "Results at a glance")
        assert {row.section for row in saved(base) if row.page == first.page} == {"I-1"}
        page.keyboard.press("z")
        expect(page.locator("#legend")).to_contain_text("1 decision")
        assert {row.section for row in saved(base) if row.page == first.page} == {first.section}


def test_a_check_that_fails_is_explained(before: Project, base: Path, browser: Browser) -> None:
    """As an error of the deck, with the evidence; the check then counts no more."""
    numbers = list(saved(base))
    numbers[5] = replace(numbers[5], printed="1,762", confidence=LIKELY)
    proposal.write_numbers(base / DECK, numbers)
    with reviewed(before, base) as address, opened(browser, address) as page:
        until_checked(page)
        failing = int(page.locator("#verdict").inner_text().split()[0])
        page.keyboard.press("c")
        assert page.locator("#panel .checks li.fails").count() == failing
        page.locator("#panel .checks button", has_text="Explain").first.click()
        page.locator("#d-evidence").fill("page 3 prints another number")
        page.locator("#drafting button[type=submit]").click()
        # one number is wrong, and one decision explains each check of it that fails
        expect(page.locator("#verdict")).to_have_text("every check holds")
        assert "page 3 prints another number" in (base / DECK / "known_discrepancies.csv").read_text(encoding="utf-8")
        # and it is looked at with that
        assert saved(base)[5].confidence == CERTAIN
        page.keyboard.press("z")
        expect(page.locator("#verdict")).to_have_text(re.compile(r"checks? fail"))
        assert saved(base)[5].confidence == LIKELY


def test_a_restatement_is_told_with_its_reason(before: Project, base: Path, browser: Browser) -> None:
    numbers = list(saved(base))
    place = next(
        at for at, row in enumerate(numbers) if (row.line_item, row.period) == ("ordinary_profit", "FY24") and row.page == "7"
    )
    numbers[place] = replace(numbers[place], printed="2,061")
    proposal.write_numbers(base / DECK, numbers)
    with reviewed(before, base) as address, opened(browser, address) as page:
        until_checked(page)
        page.keyboard.press("c")
        row = page.locator("#panel .checks li.fails", has_text="cross vintage")
        row.locator("button", has_text="Explain").click()
        assert page.locator("#d-factor").is_disabled()
        page.locator("#d-evidence").fill("page 2 tells of the new standard")
        page.locator("#d-evidence-ja").fill("2ページに記載")
        page.locator("#d-reason").select_option("accounting_policy")
        page.locator("#drafting button[type=submit]").click()
        expect(page.locator("#verdict")).not_to_have_class(re.compile("busy"))
        expect(page.locator("#panel .checks li.fails", has_text="cross vintage")).to_have_count(0)
        (drafted,) = [*csv.DictReader((base / DECK / "restatements.csv").open(encoding="utf-8"))]
        assert (drafted["reason"], drafted["factor"], drafted["evidence_ja"]) == ("accounting_policy", "", "2ページに記載")


def test_a_suspect_is_named_and_shown(before: Project, base: Path, browser: Browser) -> None:
    """Asked for beside the checks that fail, the number that is probably read wrongly leads to its row."""
    numbers = list(saved(base))
    was = numbers[5].printed
    numbers[5] = replace(numbers[5], printed=f"{was[:-2]}{was[-1]}{was[-2]}")
    assert numbers[5].printed != was
    proposal.write_numbers(base / DECK, numbers)
    with reviewed(before, base) as address, opened(browser, address) as page:
        until_checked(page)
        page.keyboard.press("c")
        page.locator("#suspects").click()
        named = page.locator("#panel li", has_text=f"{numbers[5].printed} is probably {was}")
        expect(named).to_be_visible()
        named.locator("button").click()
        expect(page.locator("#f-printed")).to_have_value(numbers[5].printed)
        # nothing is changed by itself
        assert saved(base)[5].printed == numbers[5].printed


def test_a_deck_without_slides_shows_its_lines(before: Project, tmp_path: Path, browser: Browser) -> None:
    text = tmp_path / "deck.txt"
    numbers, pages = in_text(with_doubts(numbers_of(landed_rows())), text)
    made = make_proposal(tmp_path, numbers, text=text)
    proposal.write(replace(made, pages=tuple(pages)))
    with reviewed(before, tmp_path) as address, opened(browser, address) as page:
        assert page.locator("#slide img").count() == 0
        marks = page.locator("#slide mark")
        assert marks.count() == sum(number.page == "2" for number in numbers)
        assert page.locator("#slide mark.selected").inner_text() == numbers[10].printed
        page.keyboard.press("Enter")
        expect(page.locator("#left")).to_have_text("2")
        assert saved(tmp_path)[10].confidence == CERTAIN


def test_a_document_cannot_put_markup_into_the_page(before: Project, base: Path, browser: Browser) -> None:
    numbers = list(saved(base))
    numbers[10] = replace(numbers[10], label="<img src=x onerror=\"document.title='owned'\">", why="<b>bold</b>")
    proposal.write_numbers(base / DECK, numbers)
    with reviewed(before, base) as address, opened(browser, address) as page:
        expect(page.locator("#panel .label").first).to_contain_text("<img src=x")
        assert page.locator("#panel b").count() == 0
        assert page.title() == f"{DECK} · review"


def test_a_pdf_that_cannot_be_drawn_leaves_the_numbers(before: Project, base: Path, browser: Browser) -> None:
    (base / "deck.pdf").write_bytes(b"%PDF-1.7\n" + b"\0" * 1000)
    with reviewed(before, base) as address:
        page = browser.new_page()
        page.goto(address)
        expect(page.locator("#slide")).to_contain_text("cannot be drawn")
        assert page.locator("#slide rect").count() > 0
        page.close()


def test_a_second_terminal_is_told(before: Project, base: Path) -> None:
    with reviewed(before, base):
        code, said = run(before, "accept", DECK, "--folder", str(base))
        assert code == 1
        assert f"{DECK} is in use by `land.py review {DECK}`" in said


# who may ask


def ask(address: str, path: str, method: str = "GET", body: str | None = None, **headers: str) -> tuple[int, dict[str, str], str]:
    """One request with exactly these headers."""
    connection = http.client.HTTPConnection("127.0.0.1", urlsplit(address).port, timeout=PATIENCE)
    connection.putrequest(method, path, skip_host="host" in headers)
    for name, value in headers.items():
        connection.putheader(name.replace("_", "-"), value)
    if body is not None:
        connection.putheader("content-length", str(len(body)))
    connection.endheaders(body.encode() if body is not None else None)
    answer = connection.getresponse()
    return answer.status, {name.lower(): value for name, value in answer.getheaders()}, answer.read().decode("utf-8", "replace")


def test_only_the_page_itself_with_its_token_is_answered(before: Project, base: Path) -> None:
    with reviewed(before, base) as address:
        port, token = urlsplit(address).port, parse_qs(urlsplit(address).query)["token"][0]
        cookie = f"kessan_{port}={token}"
        for path in ("/", "/api/deck", "/web/review.js", "/slides/1.png", "/?token=wrong", "/api/deck?token="):
            status, headers, text = ask(address, path)
            assert status == 403, path
            assert "aoba" not in text
            assert headers["content-security-policy"].startswith("default-src 'none'")
        status, headers, _ = ask(address, f"/?token={token}")
        assert (status, headers["location"]) == (303, "/")
        assert "httponly" in headers["set-cookie"].lower()
        assert "samesite=strict" in headers["set-cookie"].lower()
        assert ask(address, "/api/deck", cookie=cookie)[0] == 200
        assert ask(address, "/api/deck", cookie=cookie, origin=f"http://127.0.0.1:{port}")[0] == 200
        for strange in (
            {"host": "evil.example"},
            {"host": f"evil.example:{port}"},
            {"host": "127.0.0.1"},
            {"origin": "http://evil.example"},
            {"origin": "null"},
            {"origin": f"http://127.0.0.1:{(port or 0) + 1}"},
            {"sec_fetch_site": "cross-site"},
            {"cookie": f"kessan_{port}={token}x"},
        ):
            assert ask(address, "/api/deck", **({"cookie": cookie} | strange))[0] == 403, strange
        # a form of another page can send text, but no JSON
        was = saved(base)
        for kind in ("text/plain", "application/x-www-form-urlencoded"):
            status, _, text = ask(
                address, "/api/numbers/0", "POST", '{"changes": {"period": "9M23"}}', cookie=cookie, content_type=kind
            )
            assert (status, "application/json" in text) == (409, True)
        for body in ("[]", "{", '{"changes": {"x0": "1"}}', '{"changes": {}, "also": ["a"]}'):
            assert ask(address, "/api/numbers/0", "POST", body, cookie=cookie, content_type="application/json")[0] == 409, body
        assert (
            ask(address, "/api/numbers/99999", "POST", '{"changes": {}}', cookie=cookie, content_type="application/json")[0] == 409
        )
        assert ask(address, "/web/../served.py", cookie=cookie)[0] == 404
        assert saved(base) == was


def test_it_listens_on_this_computer_alone(before: Project, base: Path) -> None:
    with reviewed(before, base) as address:
        port = urlsplit(address).port
        listening = subprocess.run(["ss", "-ltnH", f"sport = :{port}"], capture_output=True, text=True, check=False)
        if listening.returncode:
            pytest.skip("no ss")
        assert listening.stdout.split()[3] == f"127.0.0.1:{port}"


def test_a_new_large_deal_is_described_in_a_form(before: Project, tmp_path: Path, browser: Browser) -> None:
    """On a narrow window too, where nothing is wider than it."""
    told = {"page": "3", "section": "9", "label": "東都市向け水道網", "disposition": "large_deal", "large_deal": "new_deal_p3_1"}
    amount = Number(printed="15", unit="億円", measure="amount_printed", **told)
    make_proposal(tmp_path, [*numbers_of(landed_rows()), amount, Number(printed="3", unit="年", measure="term_printed", **told)])
    with reviewed(before, tmp_path) as address, opened(browser, address) as page:
        page.set_viewport_size({"width": 390, "height": 844})
        expect(page.locator("#left")).to_have_text("1")
        assert page.evaluate("document.documentElement.scrollWidth") == 390
        page.locator("#describe").click()
        page.fill("#d-subject-en", "Water network")
        page.check("#d-si_construction")
        page.locator("#drafting button[type=submit]").click()
        expect(page.locator("#left")).to_have_text("0")
    assert {number.large_deal for number in saved(tmp_path) if number.large_deal} == {"water_network"}
    assert "Water network" in (tmp_path / DECK / "large_deals.csv").read_text(encoding="utf-8")
