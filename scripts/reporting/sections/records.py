"""What is stated besides: large deals, figures of no other section."""

from __future__ import annotations

from reporting.sections.base import (
    Section,
    landed,
)
from reporting.tables import Listing, Value
from reporting.text import Text

LANDED = (
    ("effects_on_profit", Text("利益への影響", "Effects on profit")),
    ("large_deal_revenue", Text("大型案件の売上", "Revenue of large deals")),
    ("network_contracts", Text("ネットワークの契約", "Network contracts")),
    ("workforce_indicators", Text("人的資本の指標", "Workforce indicators")),
    ("data_centers", Text("データセンター", "Data centers")),
    ("market_environment", Text("市場環境", "Market environment")),
    ("company_profile", Text("会社概要", "Company profile")),
    ("decurret", Text("ディーカレット", "DeCurret")),
)


SECTIONS = (
    Section(
        "large-deals",
        Text("大型案件", "Large deals"),
        "large_deals",
        lambda marts: [],
        (
            Listing(
                Text("獲得済みの案件", "Deals won"),
                head=lambda row: Text(
                    "：".join(part for part in (row["client_kind_ja"], row["subject_ja"]) if part),
                    ", ".join(part for part in (row["client_kind_en"], row["subject_en"]) if part),
                ),
                head_label=Text("案件", "Deal"),
                order=lambda row: -(row["amount_jpy_mn"] or 0),
                values=(
                    Value("amount_jpy_mn", Text("総額", "Contract value"), "jpy_mn", printed="amount_as_printed"),
                    Value("term_years", Text("年数", "Years"), "year", printed="term"),
                    Value("amount_per_year_jpy_mn", Text("年あたり", "Per year"), "jpy_mn", printed="amount_and_term"),
                    Value("page", Text("頁", "Page"), "year", item=""),
                ),
            ),
        ),
        is_table_alone=True,
    ),
    Section(
        "other",
        Text("その他の数値", "Other figures"),
        "facts",
        lambda marts: [],
        tuple(landed(mart, caption) for mart, caption in LANDED),
        is_table_alone=True,
    ),
)
