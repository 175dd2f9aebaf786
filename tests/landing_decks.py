"""Small decks of an invented company, one after another, with the drifts that decks have; as text and as PDF."""

from __future__ import annotations

import csv
import random
import shutil
from dataclasses import dataclass, field
from pathlib import Path

import yaml

ROOT = Path(__file__).resolve().parent.parent
COLUMNS = [
    "seq",
    "page",
    "section",
    "label",
    "line_item",
    "measure",
    "period",
    "basis",
    "as_of",
    "printed",
    "unit",
    "qualifier",
    "remark",
]
LEDGER_COLUMNS = ["page", "line", "position", "box", "number", "sign", "unit", "qualifier", "disposition", "entry"]
ITEMS = {
    "north_revenue": ("北部事業売上", "North revenue", "money", "duration"),
    "south_revenue": ("南部事業売上", "South revenue", "money", "duration"),
    "parcels": ("取扱個数指数", "Parcel index", "money", "duration"),
    "drivers": ("乗務員数", "Drivers", "people", "instant"),
}
NAMES = {
    "revenue": ("売上収益", "Revenue"),
    "cost_of_sales": ("売上原価", "Cost of sales"),
    "gross_profit": ("売上総利益", "Gross profit"),
    "sga_expenses": ("販売費及び一般管理費", "SG&A expenses"),
    "operating_profit": ("営業利益", "Operating profit"),
    **{item: names[:2] for item, names in ITEMS.items()},
}


@dataclass(frozen=True)
class Drift:
    """What differs in the next deck: order of the text, and things that change."""

    order: str = "same"
    reversed_chart: bool = False
    other_unit: bool = False
    renamed: bool = False
    inserted_page: bool = False
    swapped_pages: bool = False
    misprint: bool = False
    wide_digits: bool = False
    new_line: bool = False
    half_column: bool = False
    broken_lines: bool = False


@dataclass
class Piece:
    """A printed figure with what it states."""

    printed: str
    item: str
    measure: str
    period: str
    unit: str
    label: str
    is_new: bool = False
    is_misprint: bool = False


@dataclass
class Page:
    """A page as blocks of lines; a line is made of words and figures. Cells place the same for a PDF."""

    title: str
    blocks: list[list[list[str | Piece]]] = field(default_factory=list)
    cells: list[tuple[float, float, str | Piece]] = field(default_factory=list)


def quarter(name: str) -> int:
    return (2000 + int(name[2:])) * 4 + int(name[0]) - 1


def named(number: int) -> str:
    return f"{number % 4 + 1}Q{number // 4 % 100:02}"


def to_date(number: int) -> str:
    return (f"1Q{number // 4 % 100}", f"1H{number // 4 % 100}", f"9M{number // 4 % 100}", f"FY{number // 4 % 100}")[number % 4]


def amounts(seed: int) -> dict[str, dict[int, float]]:
    """Amounts of each quarter, from three years back: leaves at random, the rest as they add up."""
    rnd = random.Random(seed)
    found: dict[str, dict[int, float]] = {item: {} for item in NAMES}
    for at in range(quarter("1Q22"), quarter("4Q26") + 1):
        found["north_revenue"][at] = 41_000 + 530 * (at % 7) + rnd.randrange(1, 3999)
        found["south_revenue"][at] = 17_000 + 410 * (at % 5) + rnd.randrange(1, 2999)
        found["parcels"][at] = 6_100 + rnd.randrange(1, 900)
        found["drivers"][at] = 5_000 + 40 * (at % 11) + rnd.randrange(1, 39)
        found["revenue"][at] = found["north_revenue"][at] + found["south_revenue"][at]
        found["cost_of_sales"][at] = round(found["revenue"][at] * (0.7 + rnd.random() / 20))
        found["gross_profit"][at] = found["revenue"][at] - found["cost_of_sales"][at]
        found["sga_expenses"][at] = round(found["gross_profit"][at] * (0.5 + rnd.random() / 10))
        found["operating_profit"][at] = found["gross_profit"][at] - found["sga_expenses"][at]
    return found


def day(number: int) -> str:
    """The last day of a quarter of a fiscal year that starts in April."""
    year, month = divmod(number // 4 * 12 + 3 + number % 4 * 3 + 2, 12)
    return f"{year:04}-{month + 1:02}-{31 if month + 1 in (3, 12) else 30}"


class Maker:
    """Makes the pages of one quarter's deck."""

    def __init__(self, now: str, language: str = "ja", drift: Drift | None = None, seed: int = 5) -> None:
        self.now, self.english, self.drift, self.known = quarter(now), language == "en", drift or Drift(), amounts(seed)

    def name(self, item: str) -> str:
        renamed = {"south_revenue": ("西部物流サービス", "West logistics")} if self.drift.renamed else {}
        return renamed.get(item, NAMES[item])[self.english]

    def level(self, item: str, at: int, unit: str = "百万円") -> Piece:
        value = self.known[item][at]
        if item == "drivers":
            return Piece(f"{value:,.0f}", item, "level", day(at), "名", f"{NAMES[item][self.english]} {named(at)}末")
        shown = f"{value / 100:,.1f}" if unit == "億円" else f"{value:,.0f}"
        return Piece(shown, item, "level", named(at), unit, f"{NAMES[item][self.english]} {named(at)}")

    def so_far(self, item: str, at: int) -> Piece:
        value = sum(self.known[item][one] for one in range(at // 4 * 4, at + 1))
        return Piece(f"{value:,.0f}", item, "level", to_date(at), "百万円", f"{NAMES[item][self.english]} {to_date(at)}")

    def growth(self, item: str, at: int) -> Piece:
        new, old = (sum(self.known[item][one] for one in range(end // 4 * 4, end + 1)) for end in (at, at - 4))
        rate = (new / old - 1) * 100
        return Piece(
            f"{'+' if rate >= 0 else '△'}{abs(rate):.1f}%",
            item,
            "yoy_pct",
            to_date(at),
            "%",
            f"{NAMES[item][self.english]} {to_date(at)} YoY",
        )

    def pages(self) -> list[Page]:
        found = [self.summary(), self.chart(), self.table(), self.people()]
        if self.drift.swapped_pages:
            found[1], found[2] = found[2], found[1]
        if self.drift.inserted_page:
            page = Page("Ⅴ. 新サービスの状況" if not self.english else "New services")
            new = Piece("318", "cold_chain_sites", "level", "", "名", "", is_new=True)
            page.blocks = [[["冷蔵輸送拠点要員：" if not self.english else "Cold chain staff: ", new, "名"]]]
            page.cells = [(60, 120, "Cold chain staff"), (260, 120, new)]
            found.insert(2, page)
        return found

    def summary(self) -> Page:
        page = Page("Ⅰ. 決算概要 単位：百万円" if not self.english else "Highlights (in million yen)")
        for row, item in enumerate(("revenue", "operating_profit")):
            level, rate = self.so_far(item, self.now), self.growth(item, self.now)
            page.blocks.append([[f"{self.name(item)} {to_date(self.now)}：", level, "百万円・", rate, "YoY"]])
            page.cells += [
                (60, 100 + 30 * row, f"{self.name(item)} {to_date(self.now)}"),
                (300, 100 + 30 * row, level),
                (420, 100 + 30 * row, rate),
            ]
        if self.drift.new_line:
            new = Piece("742", "night_routes", "level", "", "名", "", is_new=True)
            page.blocks.append([["夜間便専任ドライバー増員 ", new, "名"]])
            page.cells += [(60, 200, "Night route crew"), (300, 200, new)]
        return page

    def chart(self) -> Page:
        unit = "億円" if self.drift.other_unit else "百万円"
        page = Page(f"Ⅱ. 事業別売上の推移 単位：{unit}" if not self.english else "Revenue by business")
        quarters = list(range(self.now - 4, self.now + 1))
        if self.drift.reversed_chart:
            quarters.reverse()
        rows = [[self.level(item, at, unit) for at in quarters] for item in ("north_revenue", "south_revenue", "revenue")]
        names = list(map(named, quarters))
        if self.drift.half_column:
            names.append(to_date(self.now))
            for row, item in zip(rows, ("north_revenue", "south_revenue", "revenue"), strict=True):
                row.append(self.so_far(item, self.now))
        axis: list[str | Piece] = [" ".join(names)]
        if self.drift.order == "columns":
            page.blocks = [[axis], *[[[cell] for cell in column] for column in zip(*rows, strict=True)]]
        else:
            page.blocks = [[_spaced(row)] for row in rows] + [[axis]]
        page.blocks += [[[self.name(item)]] for item in ("north_revenue", "south_revenue")]
        for column, name in enumerate(names):
            for row, cells in enumerate(rows):
                page.cells.append((60 + 90 * column, 330 - 90 * row, cells[column]))
            page.cells.append((62 + 90 * column, 400, name))
        page.cells += [
            (620, 330, self.name("north_revenue")),
            (620, 240, self.name("south_revenue")),
            (40, 110, self.name("revenue")),
        ]
        return page

    def table(self) -> Page:
        page = Page("Ⅲ. 連結損益計算書 単位：百万円" if not self.english else "Income statement (in million yen)")
        page.blocks = [[[f"{to_date(self.now)} {to_date(self.now - 4)} 前年同期比"]]]
        page.cells = [(240, 90, to_date(self.now)), (360, 90, to_date(self.now - 4)), (480, 90, "YoY")]
        for row, item in enumerate(("revenue", "cost_of_sales", "gross_profit", "sga_expenses", "operating_profit")):
            cells = [self.so_far(item, self.now), self.so_far(item, self.now - 4), self.growth(item, self.now)]
            page.blocks.append([[f"{self.name(item)} ", *_spaced(cells)]])
            page.cells.append((60, 120 + 30 * row, self.name(item)))
            page.cells += [(240 + 120 * column, 120 + 30 * row, cell) for column, cell in enumerate(cells)]
        return page

    def people(self) -> Page:
        page = Page("Ⅳ. 人員と取扱 単位：名" if not self.english else "People and volume")
        quarters = list(range(self.now - 4, self.now + 1))
        for row, item in enumerate(("drivers", "parcels")):
            cells = [self.level(item, at) for at in quarters]
            if self.drift.misprint and item == "drivers":
                # a digit of a figure that the last deck printed
                cells[2].printed, cells[2].is_misprint = cells[2].printed.translate(str.maketrans("123456789", "234567891")), True
            page.blocks += [[[self.name(item)]], [_spaced(cells)], [[" ".join(map(named, quarters))]]]
            page.cells.append((60, 90 + 140 * row, self.name(item)))
            for column, at in enumerate(quarters):
                page.cells += [(60 + 90 * column, 120 + 140 * row, cells[column]), (62 + 90 * column, 150 + 140 * row, named(at))]
        return page


def _spaced(cells: list[Piece]) -> list[str | Piece]:
    found: list[str | Piece] = []
    for cell in cells:
        found += [cell, " "]
    return found


@dataclass
class Deck:
    """A deck as files, and what is true of it."""

    text: Path
    map: Path
    pdf: Path
    truth: list[dict[str, str]]
    ledger: list[dict[str, str]]
    titles: list[str]
    boxes: dict[str, str]


def make(folder: Path, now: str, language: str = "ja", drift: Drift | None = None, seed: int = 5) -> Deck:
    folder.mkdir(parents=True, exist_ok=True)
    drift = drift or Drift()
    pages = Maker(now, language, drift, seed).pages()
    rnd = random.Random(seed)
    lines, rows, truth, ledger, boxes = [], [], [], [], {}
    for number, page in enumerate(pages, start=1):
        first = len(lines) + 1
        lines += [page.title, "© 東西物流株式会社 Tozai Logistics Corp.", ""]
        blocks = list(page.blocks)
        if drift.order == "shuffled":
            rnd.shuffle(blocks)
        for block in blocks:
            for line in block:
                text = ""
                for part in line:
                    if isinstance(part, Piece):
                        shown = (
                            part.printed.translate(str.maketrans("0123456789", "０１２３４５６７８９"))
                            if drift.wide_digits
                            else part.printed
                        )
                        seq = number * 1000 + sum(row["page"] == str(number) for row in truth) + 1
                        truth.append(_row(seq, number, part))
                        boxes |= {str(seq): _box(x, y, part) for x, y, cell in page.cells if cell is part}
                        if drift.broken_lines and "," in shown and len(truth) % 4 == 0:
                            shown = shown[: shown.index(",") + 2] + "\n" + shown[shown.index(",") + 2 :]
                        digits = part.printed.strip("+△%")
                        at = len(text) + (1 if part.printed[0] in "+△" else 0)
                        ledger.append(
                            {
                                "page": str(number),
                                "line": str(len(lines) + 1),
                                "position": str(at),
                                "number": digits,
                                "disposition": "figure",
                                "entry": str(seq),
                            }
                        )
                        text += shown
                    else:
                        text += part
                lines += text.split("\n")
            lines.append("")
        rows.append((first, len(lines), number))
    deck = Deck(
        folder / "deck.txt", folder / "pages.csv", folder / "deck.pdf", truth, ledger, [page.title for page in pages], boxes
    )
    deck.text.write_text("\n".join(lines), encoding="utf-8")
    write_rows(
        deck.map,
        ["first_line", "last_line", "page"],
        [dict(zip(("first_line", "last_line", "page"), row, strict=True)) for row in rows],
    )
    if language == "en":
        deck.pdf.write_bytes(
            pdf(
                [
                    [
                        (24, 40, 18, page.title),
                        *[(x, y, 9, c if isinstance(c, str) else c.printed) for x, y, c in page.cells],
                        (24, 525, 7, "Tozai Logistics Corp."),
                        (930, 525, 7, str(number)),
                    ]
                    for number, page in enumerate(pages, start=1)
                ]
            )
        )
    return deck


def _box(x: float, y: float, part: Piece) -> str:
    """Where a figure stands on its slide, about as wide as its text."""
    return f"{x} {y - 9} {x + 5 * len(part.printed)} {y}"


def _row(seq: int, page: int, part: Piece) -> dict[str, str]:
    kind = "new_item" if part.is_new else "misprint" if part.is_misprint else "figure"
    return dict(
        zip(
            COLUMNS,
            (
                str(seq),
                str(page),
                f"S{page}",
                part.label,
                part.item,
                part.measure,
                part.period,
                "actual",
                "",
                part.printed,
                part.unit,
                "",
                "",
            ),
            strict=True,
        )
    ) | {"kind": kind}


def write_rows(path: Path, columns: list[str], rows: list[dict]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8", newline="") as handle:
        writer = csv.DictWriter(handle, columns, extrasaction="ignore", lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def pdf(pages: list[list[tuple[float, float, float, str]]], *, encrypted: bool = False) -> bytes:
    """A PDF of ASCII words at their places on slides of 960 by 540 points."""
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    kids = []
    for page in pages:
        drawn = []
        for x, y, size, text in page:
            plain = text.replace("△", "-").encode("ascii", "replace").decode().replace("(", r"\(").replace(")", r"\)")
            drawn.append(f"BT /F1 {size} Tf {x} {540 - y} Td ({plain}) Tj ET")
        stream = "\n".join(drawn)
        objects.append(f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream")
        objects.append(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 960 540] /Resources << /Font << /F1 3 0 R >> >> "
            f"/Contents {len(objects)} 0 R >>"
        )
        kids.append(f"{len(objects)} 0 R")
    objects[1] = f"<< /Type /Pages /Count {len(kids)} /Kids [{' '.join(kids)}] >>"
    extra = ""
    if encrypted:
        objects.append(f"<< /Filter /Standard /V 1 /R 2 /O <{'41' * 32}> /U <{'42' * 32}> /P -4 >>")
        extra = f" /Encrypt {len(objects)} 0 R /ID [<{'43' * 16}> <{'43' * 16}>]"
    body, places = "%PDF-1.4\n", []
    for number, content in enumerate(objects, start=1):
        places.append(len(body))
        body += f"{number} 0 obj\n{content}\nendobj\n"
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    start = len(body)
    body += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}"
    body += f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R{extra} >>\nstartxref\n{start}\n%%EOF\n"
    return body.encode("ascii")


def project(folder: Path, last: Deck | None, deck: str = "tozai_1q25", now: str = "1Q25", *, from_pdf: bool = False) -> Path:
    """A project that knows the invented company, and its last deck where one is given."""
    shutil.copytree(ROOT / "seeds", folder / "seeds")
    for path in [*(folder / "seeds/decks").glob("*.csv"), *(folder / "seeds/ledgers").glob("*.csv")]:
        path.unlink()
    _add(
        folder / "seeds/reference/companies.csv",
        {
            "company": "tozai",
            "name_ja": "東西物流株式会社",
            "name_en": "Tozai Logistics Corp.",
            "securities_code": "9999",
            "currency": "JPY",
            "accounting_standard": "IFRS",
            "fiscal_year_named_by": "start",
            "fiscal_year_start_month": "4",
            "dash": "nothing",
        },
    )
    _add(folder / "seeds/reference/roundings.csv", {"company": "tozai", "rounding": "half_up"})
    for order, (item, (name_ja, name_en, family, kind)) in enumerate(ITEMS.items()):
        _add(
            folder / "seeds/reference/line_items.csv",
            {
                "company": "tozai",
                "line_item": item,
                "name_ja": name_ja,
                "name_en": name_en,
                "statement": "segment_results",
                "segment": "consolidated",
                "concept": item,
                "unit_family": family,
                "period_kind": kind,
                "display_order": str(9000 + order),
            },
        )
    for part in ("north_revenue", "south_revenue"):
        _add(
            folder / "seeds/reference/calculations.csv",
            {
                "company": "tozai",
                "calculation": "revenue_by_business",
                "total": "revenue",
                "component": part,
                "weight": "1",
                "comparison": "equals",
            },
        )
    decks = [{"deck": deck, "company": "tozai", "published_on": "2025-08", "current_period": now, "ledger": True}] if last else []
    seeds = yaml.safe_load((ROOT / "dbt_project.yml").read_text(encoding="utf-8"))["seeds"]
    settings = {"vars": {"decks": decks}, "seeds": seeds}
    (folder / "dbt_project.yml").write_text(yaml.safe_dump(settings, allow_unicode=True), encoding="utf-8")
    if last:
        write_rows(folder / f"seeds/decks/{deck}.csv", COLUMNS, last.truth)
        write_rows(
            folder / f"seeds/ledgers/{deck}_ledger.csv",
            LEDGER_COLUMNS,
            [row | {"line": "", "position": "", "box": last.boxes[row["entry"]]} if from_pdf else row for row in last.ledger],
        )
        for number, title in enumerate(last.titles, start=1):
            _add(
                folder / "seeds/records/deck_pages.csv",
                {"deck": deck, "page": str(number), "section": f"S{number}", "title_ja": title, "title_en": title, "numbers": "9"},
            )
    return folder


def _add(path: Path, row: dict[str, str]) -> None:
    with path.open(encoding="utf-8-sig", newline="") as handle:
        columns = csv.DictReader(handle).fieldnames or []
    with path.open("a", encoding="utf-8", newline="") as handle:
        csv.DictWriter(handle, columns, restval="", lineterminator="\n").writerow(row)
