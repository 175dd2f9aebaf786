"""The rows of reference data that a generated company brings with it, by the seed that they would stand in."""

from __future__ import annotations

from generating.accounts import BELOW, COSTS_BELOW, Books, restated_items
from generating.profiles import Profile

Row = dict[str, str]

# of the company's own items: name, statement, concept's whole
OWN = {
    "non_operating_income": ("営業外収益", "profit_and_loss_below_operating", "ordinary_profit", 110),
    "non_operating_expenses": ("営業外費用", "profit_and_loss_below_operating", "ordinary_profit", 112),
    "extraordinary_income": ("特別利益", "income_statement", "", 118),
    "extraordinary_losses": ("特別損失", "income_statement", "", 119),
    "finance_income": ("金融収益", "profit_and_loss_below_operating", "profit_before_tax", 110),
    "finance_costs": ("金融費用", "profit_and_loss_below_operating", "profit_before_tax", 112),
    "other_income_net": ("その他収益（純額）", "profit_and_loss_below_operating", "profit_before_tax", 110),
    "interest_expense": ("支払利息", "profit_and_loss_below_operating", "profit_before_tax", 112),
    "research_and_development": ("研究開発費", "income_statement", "", 58),
    "exchange_effect_on_cash": ("換算差額", "cash_flow", "net_change_in_cash", 1692),
    "net_change_in_cash": ("現金及び現金同等物の増減額", "cash_flow", "", 1694),
}


def own_items(profile: Profile) -> list[str]:
    items = [item for item, _ in BELOW[profile.standard]] + ["exchange_effect_on_cash", "net_change_in_cash"]
    if profile.standard == "JGAAP":
        return [*items, "extraordinary_income", "extraordinary_losses"]
    return [*items, "research_and_development"] if profile.standard == "US GAAP" else items


def dictionary(books: Books) -> dict[str, list[Row]]:
    """Rows by seed, the list of decks left out."""
    profile = books.profile
    money = "truncate" if profile.truncates else "half_up"
    seeds = {
        "companies": [profile_row(profile)],
        "line_items": line_items(profile),
        "segments": [
            {"segment": name, "name_ja": name, "name_en": name.capitalize(), "display_order": f"{10 * place}"}
            for place, name in enumerate((*profile.segments, "adjustment"), 1)
        ],
        "calculations": [
            {"calculation": name, "total": total, "component": component, "weight": f"{weight}", "comparison": "equals"}
            for name, total, components in calculations(profile)
            for component, weight in components
        ],
        "roundings": [{"rounding": "half_up"}, {"unit_family": "money", "rounding": money}],
        "roll_forwards": [{"balance": "cash_and_cash_equivalents", "flow": "net_change_in_cash", "weight": "1"}],
    }
    if profile.prints_costs_negative:
        seeds["printed_signs"] = [{"line_item": COSTS_BELOW[profile.standard], "sign": "-1"}]
    owned = {name: [{"company": profile.company} | row for row in rows] for name, rows in seeds.items()}
    return owned | {"restatements": restatements(profile) + real_changes(books)}


def profile_row(profile: Profile) -> Row:
    return {
        "name_ja": f"生成会社{profile.company}",
        "name_en": f"Generated {profile.company}",
        "securities_code": profile.company,
        "currency": profile.currency,
        "accounting_standard": profile.standard,
        "fiscal_year_named_by": profile.named_by,
        "fiscal_year_start_month": f"{profile.start_month}",
        "dash": "zero",
    }


def line_items(profile: Profile) -> list[Row]:
    rows = [
        {"line_item": item, "name_ja": name, "name_en": item.replace("_", " ").capitalize(), "statement": statement}
        | {"segment": "consolidated", "concept": item, "part_of": whole, "display_order": f"{order}"}
        for item, (name, statement, whole, order) in OWN.items()
        if item in own_items(profile)
    ]
    for place, segment in enumerate((*profile.segments, "adjustment")):
        for concept, name in (("revenue", "売上高"), ("segment_profit", "セグメント利益")):
            if (segment, concept) != ("adjustment", "revenue"):
                order = 300 + 20 * place + (concept != "revenue")
                named = {"name_ja": f"{segment} {name}", "name_en": f"{segment}, {concept}".capitalize()}
                placed = {"statement": "segment_results", "segment": segment, "concept": concept, "display_order": f"{order}"}
                rows.append({"line_item": f"{segment}_{concept}"} | named | placed)
    return [row | {"unit_family": "money", "period_kind": "duration"} for row in rows]


def calculations(profile: Profile) -> list[tuple[str, str, list[tuple[str, int]]]]:
    """Name, total and weighted components of each calculation that is the company's own."""
    below = list(BELOW[profile.standard])
    named = (*profile.segments, "adjustment")
    segments = [
        ("revenue_by_segment", "revenue", [(f"{name}_revenue", 1) for name in profile.segments]),
        ("operating_profit_by_segment", "operating_profit", [(f"{name}_segment_profit", 1) for name in named]),
    ]
    activities = ("operating_cash_flow", "investing_cash_flow", "financing_cash_flow", "exchange_effect_on_cash")
    cash = [("net_change_in_cash_by_activity", "net_change_in_cash", [(item, 1) for item in activities])]
    if profile.standard == "JGAAP":
        extraordinary = [("ordinary_profit", 1), ("extraordinary_income", 1), ("extraordinary_losses", -1)]
        profits = [
            ("ordinary_profit_from_operating_profit", "ordinary_profit", [("operating_profit", 1), *below]),
            ("profit_before_tax_from_ordinary_profit", "profit_before_tax", extraordinary),
        ]
    else:
        profits = [("profit_before_tax_from_operating_profit", "profit_before_tax", [("operating_profit", 1), *below])]
    if profile.standard == "US GAAP":
        spent = [("gross_profit", 1), ("sga_expenses", -1), ("research_and_development", -1)]
        profits.append(("operating_profit_from_gross_profit", "operating_profit", spent))
    return [*segments, *cash, *profits]


def restatements(profile: Profile) -> list[Row]:
    """A break in each deck of the restating year, whose comparatives are stated anew."""
    year = profile.restating_year
    if year is None:
        return []
    return [
        {"deck": profile.deck(year, quarter), "line_item": item, "reason": "reclassification", "evidence": "generated so"}
        for quarter in profile.quarters
        for item in restated_items(profile)
    ]


def real_changes(books: Books) -> list[Row]:
    """Where earnings per share fall as if shares had been split, which they never are: in each deck that states it."""
    profile = books.profile
    rows = {}
    for year in range(profile.first_year, profile.last_year + 1):
        for quarter in profile.quarters:
            before, now = (books.earnings_per_share(books.to_date(one, quarter, one)) for one in (year - 1, year))
            if now <= 0.7 * before:
                for stating in {year, min(year + 1, profile.last_year)}:
                    rows[profile.deck(stating, quarter)] = None
    return [
        {"deck": deck, "line_item": "basic_earnings_per_share", "reason": "real_change", "evidence": "generated so"}
        for deck in sorted(rows)
    ]
