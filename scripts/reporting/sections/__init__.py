"""The sections of the report, as data: the mart, its charts, its tables.

A section whose marts have nothing to show is left out, with its entry in the navigation.
"""

from __future__ import annotations

from reporting.sections import costs, history, indicators, mobile, operations, outlook, position, records, results, services
from reporting.sections.base import Section

# in the order in which a reader asks
ORDER = (
    "income-statement",
    "segments",
    "bridges",
    "services",
    "service-details",
    "service-history",
    "segment-history",
    "recurring",
    "cost-by-nature",
    "sga",
    "order-book",
    "mobile",
    "mobile-plans",
    "security-cloud",
    "workforce",
    "balance-sheet",
    "cash-flow",
    "capex",
    "guidance",
    "below-operating",
    "mid-term-plan",
    "dividends",
    "interconnection",
    "indicators",
    "customers",
    "large-deals",
    "other",
)
ALL = (
    *results.SECTIONS,
    *services.SECTIONS,
    *costs.SECTIONS,
    *operations.SECTIONS,
    *mobile.SECTIONS,
    *position.SECTIONS,
    *outlook.SECTIONS,
    *history.SECTIONS,
    *indicators.SECTIONS,
    *records.SECTIONS,
)
SECTIONS: tuple[Section, ...] = tuple(sorted(ALL, key=lambda section: ORDER.index(section.id)))
