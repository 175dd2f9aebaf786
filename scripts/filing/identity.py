"""Who files what, for which period, under which standard: what a filing says of itself, held against the company's profile."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from landing.proposal import LandingError

from filing.facts import Fact

STANDARDS = {"Japan GAAP": "JGAAP", "IFRS": "IFRS", "US GAAP": "US GAAP", "JMIS": "JMIS"}
# the title of a 決算短信 says the standard in full-width or half-width letters
TITLED = (("ＩＦＲＳ", "IFRS"), ("IFRS", "IFRS"), ("米国基準", "US GAAP"), ("日本基準", "JGAAP"))
# the SEC's forms say it by the taxonomy that they use
TAXONOMIES = (("us-gaap:", "US GAAP"), ("ifrs-full:", "IFRS"))
EDINET_FORMS = {
    "ssr": "Semi-annual securities report",
    "asr": "Annual securities report",
    "q1r": "Quarterly securities report",
    "q2r": "Quarterly securities report",
    "q3r": "Quarterly securities report",
    "esr": "Extraordinary report",
}


@dataclass(frozen=True)
class Identity:
    """What a filing says of itself; empty or None where it does not."""

    securities_code: str
    filer_ids: frozenset[str]
    name: str
    standard: str
    is_consolidated: bool | None
    is_amendment: bool
    ends_on: date | None
    year_starts_on: date | None
    year_ends_on: date | None
    # Q1, Q2, Q3, HY or FY
    reports: str
    published_on: str
    kind: str
    title_ja: str
    title_en: str

    @property
    def called(self) -> str:
        """For messages: name and identifiers."""
        codes = ", ".join(filter(None, (self.securities_code, *sorted(self.filer_ids))))
        return f"{self.name or 'a company'} ({codes or 'no identifier'})"


def of(facts: list[Fact], files: Iterable[str]) -> Identity:
    """From the DEI of EDINET and of the SEC, or from the head of a 決算短信.

    Raises LandingError where there are several filings.
    """
    said: dict[str, str] = {}
    for fact in facts:
        if not fact.is_number and fact.text:
            said.setdefault(fact.concept, fact.text)
    refuse_several(facts)
    title = say(said, "jpcrp_cor:DocumentTitleCoverPage", "tse-ed-t:DocumentName", "dei:DocumentType")
    code = say(said, "jpdei_cor:SecurityCodeDEI", "tse-ed-t:SecuritiesCode", "dei:TradingSymbol")
    kind, title_en = form(said, list(files))
    consolidated = say(said, "jpdei_cor:WhetherConsolidatedFinancialStatementsArePreparedDEI")
    return Identity(
        securities_code=four_digits(code),
        filer_ids=filer_ids(facts, said),
        name=say(said, "jpdei_cor:FilerNameInJapaneseDEI", "tse-ed-t:CompanyName", "dei:EntityRegistrantName"),
        standard=standard(facts, said, title),
        is_consolidated={"true": True, "false": False}.get(consolidated.lower()),
        is_amendment="訂正" in title or title.endswith("/A") or any(is_true(said, name) for name in AMENDED),
        ends_on=day(say(said, "jpdei_cor:CurrentPeriodEndDateDEI", "dei:DocumentPeriodEndDate")),
        year_starts_on=day(say(said, "jpdei_cor:CurrentFiscalYearStartDateDEI")),
        year_ends_on=day(say(said, "jpdei_cor:CurrentFiscalYearEndDateDEI", "tse-ed-t:FiscalYearEnd")),
        reports=say(said, "jpdei_cor:TypeOfCurrentPeriodDEI", "dei:DocumentFiscalPeriodFocus"),
        published_on=published(facts, said),
        kind=kind,
        title_ja=title,
        title_en=title_en,
    )


AMENDED = (
    "jpdei_cor:AmendmentFlagDEI",
    "jpdei_cor:ReportAmendmentFlagDEI",
    "jpdei_cor:XBRLAmendmentFlagDEI",
    "dei:AmendmentFlag",
)


# what a filing says once
ONE_OF_EACH = (
    "jpdei_cor:EDINETCodeDEI",
    "jpdei_cor:CurrentPeriodEndDateDEI",
    "tse-ed-t:SecuritiesCode",
    "dei:EntityCentralIndexKey",
    "dei:DocumentPeriodEndDate",
)


def say(said: dict[str, str], *names: str) -> str:
    return next((" ".join(said[name].split()) for name in names if name in said), "")


def is_true(said: dict[str, str], name: str) -> bool:
    return say(said, name).lower() == "true"


def day(text: str) -> date | None:
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        return None


def four_digits(code: str) -> str:
    """A Japanese securities code of five characters ends in 0, the check of ordinary shares; decks have the four before it."""
    return code[:4] if re.fullmatch(r"[0-9][0-9A-Z]{3}0", code) else code


def filer_ids(facts: list[Fact], said: dict[str, str]) -> frozenset[str]:
    """EDINET code and CIK: as the DEI has them, and as contexts name the filer."""
    found = {say(said, "jpdei_cor:EDINETCodeDEI"), say(said, "dei:EntityCentralIndexKey").lstrip("0")}
    for scheme, identifier in {fact.entity for fact in facts}:
        if "edinet" in scheme:
            found.add(identifier.partition("-")[0])
        elif "sec.gov" in scheme:
            found.add(identifier.lstrip("0"))
    return frozenset(found - {""})


def refuse_several(facts: list[Fact]) -> None:
    """A folder of downloads is no filing."""
    for name in ONE_OF_EACH:
        said = {fact.text.strip(): fact.file for fact in facts if fact.concept == name and fact.text}
        if len(said) > 1:
            files = " and ".join(sorted(said.values())[:2])
            raise LandingError(f"{files}: these are several filings ({name}: {', '.join(sorted(said))}); land one at a time")


def standard(facts: list[Fact], said: dict[str, str], title: str) -> str:
    named = say(said, "jpdei_cor:AccountingStandardsDEI")
    if named:
        return STANDARDS.get(named, named)
    if any(concept.startswith("dei:") for concept in said):
        return next((name for prefix, name in TAXONOMIES if any(one.concept.startswith(prefix) for one in facts)), "")
    return next((name for word, name in TITLED if word in title), "")


def published(facts: list[Fact], said: dict[str, str]) -> str:
    """The day of filing: as it says, or the instant that EDINET states its DEI at."""
    named = day(say(said, "jpcrp_cor:FilingDateCoverPage", "tse-ed-t:FilingDate"))
    stated = next((fact.ends_on for fact in facts if fact.concept == "jpdei_cor:EDINETCodeDEI" and fact.is_instant), None)
    found = named or stated
    return found.isoformat() if found else ""


def form(said: dict[str, str], files: list[str]) -> tuple[str, str]:
    """A short name of the kind of document, for the deck's id, and its name in English."""
    sec = say(said, "dei:DocumentType")
    if sec:
        return re.sub(r"[^a-z0-9]", "", sec.removesuffix("/A").lower()), f"Form {sec}"
    for file in files:
        if match := re.search(r"jp[a-z]{3}[0-9]{6}-([a-z0-9]{3})-", file):
            return match[1], EDINET_FORMS.get(match[1], "Filing on EDINET")
    if any(concept.startswith("tse-ed-t:") for concept in said) or any("tse-" in file for file in files):
        revises = any("-rvfc" in file or "-rvdf" in file for file in files)
        return ("revision", "Notice of revised forecasts") if revises else ("tanshin", "Earnings digest (Kessan Tanshin)")
    return "filing", "Filing"


def refuse_other_company(identity: Identity, profile: dict[str, str]) -> None:
    """LandingError unless the filing is of the company: by its securities code, its EDINET code or its CIK."""
    where = f"seeds/reference/companies.csv, {profile['company']}"
    known = {one.lstrip("0") for one in profile["filer_ids"].split()}
    code, own = identity.securities_code, four_digits(profile["securities_code"])
    # an EDINET code is held against EDINET codes, a CIK against CIKs
    others = {one for one in identity.filer_ids if any(one.isdecimal() == other.isdecimal() for other in known)}
    matches = [code.upper() == own.upper()] if code and own else []
    matches += [bool(others & known)] if others else []
    if not matches:
        raise LandingError(
            f"the filing is of {identity.called}, and {where} has nothing to hold that against: "
            "enter its securities_code, or its EDINET code or CIK in filer_ids"
        )
    if not all(matches):
        has = ", ".join(filter(None, (own, profile["filer_ids"])))
        raise LandingError(f"the filing is of {identity.called}, another company than {profile['company']} ({where} has {has})")
    if identity.standard and identity.standard != profile["accounting_standard"]:
        raise LandingError(
            f"the filing is under {identity.standard}, and {where} says {profile['accounting_standard']}; "
            "what two standards state does not compare: correct the profile, or land it as a company of its own"
        )
