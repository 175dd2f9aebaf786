"""Generated companies, one at a time, and the wrong figures that are planted in them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from random import Random

from generating import accounts, profiles
from generating.decks import Row, print_deck
from generating.dictionary import dictionary

# each is checked in every deck: by its parts and by another print
CHECKED = ("revenue", "cost_of_sales", "sga_expenses", "operating_profit", "income_tax_expense")
STATEMENTS_PAGE = "3"


@dataclass
class Company:
    """What lands of one company: rows by seed (`decks` is its list of decks), and its figures with their deck."""

    company: str
    seeds: dict[str, list[Row]]
    figures: list[Row]
    wrong: list[Row]


def generate(number: int, seed: int, wrong: bool = False) -> Company:
    """The company with this number; the same for the same seed, whichever others are generated."""
    random = Random(f"{seed} {number}")
    profile = profiles.draw(number, random)
    books = accounts.draw(profile, random)
    decks, figures = [], []
    for year in range(profile.first_year, profile.last_year + 1):
        for quarter in profile.quarters:
            deck = profile.deck(year, quarter)
            period = profile.to_date(year, quarter)
            decks.append(
                {
                    "deck": deck,
                    "company": profile.company,
                    "title_ja": f"{period} 決算説明資料",
                    "title_en": f"Results for {period}",
                    "published_on": profile.published_on(year, quarter).isoformat(),
                    "current_period": profile.quarter(year, quarter),
                }
            )
            figures += [{"deck": deck} | row for row in print_deck(books, year, quarter)]
    planted = [plant(figures, random)] if wrong else []
    return Company(profile.company, dictionary(books) | {"decks": decks}, figures, planted)


def plant(figures: list[Row], random: Random) -> Row:
    """Make one figure wrong by a digit that no rounding hides; what was planted, with what is right."""
    candidates = [
        row
        for row in figures
        if row["page"] == STATEMENTS_PAGE and row["line_item"] in CHECKED and sum(map(str.isdigit, row["printed"])) > 4
    ]
    row = random.choice(candidates)
    right = row["printed"]
    place = [place for place, character in enumerate(right) if character.isdigit()][1]
    digit = (int(right[place]) + random.randint(2, 8)) % 10
    row["printed"] = f"{right[:place]}{digit}{right[place + 1 :]}"
    return {"deck": row["deck"], "seq": row["seq"], "printed": row["printed"], "right": right}


def companies(figures: int, seed: int, wrong: int = 0) -> Iterator[Company]:
    """Companies until there are as many figures; the first ones, as many as `wrong`, have a wrong figure each."""
    number = count = 0
    while count < figures:
        number += 1
        company = generate(number, seed, wrong=number <= wrong)
        count += len(company.figures)
        yield company
