"""What Aoba and Northfield, the companies of tests/landings, file of the quarters of their decks."""

from __future__ import annotations

from pathlib import Path

from filings import Said, When, header, inline, instance, manifest, write

EDINET = ("http://disclosure.edinet-fsa.go.jp", "E00001-000")
TDNET = ("http://www.tse.or.jp/sicc", "00010")
SEC = ("http://www.sec.gov/CIK", "0000012345")

# ids that a trusting reader would get wrong: the days say what they are of
HALF = When("Prior1YearDuration", "2025-06-30", "2025-01-01")
HALF_BEFORE = When("InterimDuration", "2024-06-30", "2024-01-01")
HALF_END = When("FilingDateInstant", "2025-06-30")
FILED = When("CurrentYearInstant", "2025-08-12")
ALONE = ("jppfs_cor:ConsolidatedOrNonConsolidatedAxis", "jppfs_cor:NonConsolidatedMember")


def segment(member: str) -> tuple[str, str]:
    return "jpcrp_cor:OperatingSegmentsAxis", member


def yen(concept: str, when: When, thousands: str, label: str) -> Said:
    return Said(concept, when, f"{int(thousands.replace(',', '')) * 1000}", "JPY", "-3", 3, label)


DEI = [
    Said("jpdei_cor:EDINETCodeDEI", FILED, "E00001"),
    Said("jpdei_cor:SecurityCodeDEI", FILED, "00010"),
    Said("jpdei_cor:FilerNameInJapaneseDEI", FILED, "青葉部品株式会社"),
    Said("jpdei_cor:AccountingStandardsDEI", FILED, "Japan GAAP"),
    Said("jpdei_cor:WhetherConsolidatedFinancialStatementsArePreparedDEI", FILED, "true"),
    Said("jpdei_cor:CurrentPeriodEndDateDEI", FILED, "2025-06-30"),
    Said("jpdei_cor:AmendmentFlagDEI", FILED, "false"),
    Said("jpcrp_cor:DocumentTitleCoverPage", FILED, "半期報告書"),
    Said("jpcrp_cor:FilingDateCoverPage", FILED, "2025-08-12", text="2025年８月12日", form="ixt:dateyearmonthdaycjk"),
]
STATEMENTS = [
    yen("jppfs_cor:NetSales", HALF_BEFORE, "12,234,645", "売上高"),
    yen("jppfs_cor:NetSales", HALF, "13,067,162", "売上高"),
    yen("jppfs_cor:CostOfSales", HALF, "8,946,955", "売上原価"),
    yen("jppfs_cor:GrossProfit", HALF, "4,120,207", "売上総利益"),
    yen("jppfs_cor:SellingGeneralAndAdministrativeExpenses", HALF, "2,984,551", "販売費及び一般管理費"),
    yen("jppfs_cor:OperatingIncome", HALF, "1,135,655", "営業利益"),
    yen("jppfs_cor:OrdinaryIncome", HALF, "1,108,055", "経常利益"),
    yen("jppfs_cor:IncomeBeforeIncomeTaxes", HALF_BEFORE, "-949,022", "税金等調整前中間純利益"),
    yen("jppfs_cor:IncomeTaxes", HALF, "365,018", "法人税等合計"),
    yen("jppfs_cor:ProfitLoss", HALF, "763,568", "中間純利益"),
    yen("jppfs_cor:ProfitLossAttributableToOwnersOfParent", HALF_BEFORE, "-1,184,149", "親会社株主に帰属する中間純利益"),
    yen("jppfs_cor:ProfitLossAttributableToOwnersOfParent", HALF, "741,213", "親会社株主に帰属する中間純利益"),
    # the same fact again, as a total at the foot of another table
    yen("jppfs_cor:ProfitLoss", HALF, "763,568", "中間純利益"),
    yen("jppfs_cor:NetSales", HALF.of(ALONE), "8,000,111", "個別 売上高"),
    Said("jppfs_cor:ExtraordinaryIncome", HALF, "", "JPY", is_nil=True),
    yen("jppfs_cor:GoodwillAmortization", HALF, "12,345", "のれん償却額"),
]
SEGMENTS = [
    yen("jppfs_cor:NetSales", HALF.of(segment("filer:DomesticReportableSegmentMember")), "9,622,501", "国内"),
    yen("jppfs_cor:NetSales", HALF.of(segment("filer:OverseasReportableSegmentMember")), "3,444,661", "海外"),
    yen("jppfs_cor:OperatingIncome", HALF.of(segment("filer:DomesticReportableSegmentMember")), "1,307,410", "国内 利益"),
    yen("jppfs_cor:OperatingIncome", HALF.of(segment("filer:OverseasReportableSegmentMember")), "151,100", "海外 利益"),
    yen("jppfs_cor:OperatingIncome", HALF.of(segment("jpcrp_cor:ReconcilingItemsMember")), "-322,855", "調整額"),
]
STEM = "jpcrp040300-ssr-001_E00001-000_2025-06-30_01_2025-08-12"


def half_year_report(
    folder: Path, statements: list[Said] = STATEMENTS, dei: list[Said] = DEI, *, with_instance: bool = True, stem: str = STEM
) -> Path:
    """EDINET: a manifest, three inline documents of which the first has the contexts, and the instance."""
    said = [*dei, *statements, *SEGMENTS]
    names = [f"{number}_{stem}_ixbrl.htm" for number in ("0000000_header", "0104020_honbun", "0104030_honbun")]
    files = {
        names[0]: inline(dei, header(said, *EDINET)),
        names[1]: inline(statements),
        names[2]: inline(SEGMENTS),
        "manifest_PublicDoc.xml": manifest(f"{stem}.xbrl", names),
    }
    if with_instance:
        files[f"{stem}.xbrl"] = instance(said, *EDINET)
    return write(folder, {f"XBRL/PublicDoc/{name}": content for name, content in files.items()})


SIDE, KIND, PAYMENT = (
    f"tse-ed-t:{name}Axis" for name in ("ConsolidatedNonconsolidated", "ResultForecast", "AnnualDividendPaymentSchedule")
)
GROUP, OWN = (SIDE, "tse-ed-t:ConsolidatedMember"), (SIDE, "tse-ed-t:NonConsolidatedMember")
RESULT, FORECAST, UPPER, LOWER = ((KIND, f"tse-ed-t:{name}Member") for name in ("Result", "Forecast", "Upper", "Lower"))
YEAR = When("CurrentYearDuration", "2025-12-31", "2025-01-01")
YEAR_BEFORE = When("PriorYearDuration", "2024-12-31", "2024-01-01")
NOW = When("CurrentAccumulatedQ2Duration", "2025-06-30", "2025-01-01").of(GROUP, RESULT)
BEFORE = When("PriorAccumulatedQ2Duration", "2024-06-30", "2024-01-01").of(GROUP, RESULT)
END = When("CurrentAccumulatedQ2Instant", "2025-06-30").of(GROUP, RESULT)
EXPECTED = YEAR.of(GROUP, FORECAST)


def millions(concept: str, when: When, text: str) -> Said:
    return Said(f"tse-ed-t:{concept}", when, f"{int(text.replace(',', '')) * 1_000_000}", "JPY", "-6", 6, concept)


def rate(concept: str, when: When, percent: str) -> Said:
    return Said(f"tse-ed-t:{concept}", when, f"{float(percent) / 100:.3f}", "pure", "3", -2, concept)


def per_share(concept: str, when: When, text: str) -> Said:
    return Said(f"tse-ed-t:{concept}", when, text, "JPYPerShares", "2", 0, concept)


def dividend(when: When, payment: str, kind: tuple[str, str], text: str) -> Said:
    return per_share("DividendPerShare", when.of((PAYMENT, f"tse-ed-t:{payment}Member"), OWN, kind), text)


SUMMARY = [
    Said("tse-ed-t:DocumentName", END, "2025年12月期 第２四半期（中間期）決算短信〔日本基準〕（連結）"),
    Said("tse-ed-t:CompanyName", END, "青葉部品株式会社"),
    Said("tse-ed-t:SecuritiesCode", END, "00010"),
    Said("tse-ed-t:FilingDate", END, "2025-08-08", text="2025年8月8日", form="ixt:dateyearmonthdaycjk"),
    millions("NetSales", NOW, "13,067"),
    rate("ChangeInNetSales", NOW, "6.8"),
    millions("NetSales", BEFORE, "12,234"),
    millions("OperatingIncome", NOW, "1,135"),
    rate("ChangeInOperatingIncome", NOW, "13.5"),
    millions("OrdinaryIncome", NOW, "1,108"),
    millions("ProfitAttributableToOwnersOfParent", NOW, "741"),
    millions("ProfitAttributableToOwnersOfParent", BEFORE, "-1,184"),
    per_share("NetIncomePerShare", NOW, "23.73"),
    millions("TotalAssets", END, "27,726"),
    millions("NetAssets", END, "15,085"),
    rate("CapitalAdequacyRatio", END, "52.8"),
    millions("OwnersEquity", END, "14,651"),
    millions("NetSales", EXPECTED, "26,400"),
    rate("ChangeInNetSales", EXPECTED, "6.5"),
    millions("OperatingIncome", EXPECTED, "2,250"),
    millions("OrdinaryIncome", EXPECTED, "2,170"),
    millions("ProfitAttributableToOwnersOfParent", EXPECTED, "1,330"),
    per_share("NetIncomePerShare", YEAR.of(GROUP, LOWER), "40.10"),
    per_share("NetIncomePerShare", YEAR.of(GROUP, UPPER), "43.50"),
    dividend(YEAR_BEFORE, "SecondQuarter", RESULT, "10.00"),
    dividend(YEAR_BEFORE, "YearEnd", RESULT, "12.00"),
    dividend(YEAR_BEFORE, "Annual", RESULT, "22.00"),
    dividend(YEAR, "SecondQuarter", RESULT, "12.50"),
    dividend(YEAR, "YearEnd", FORECAST, "12.50"),
    dividend(YEAR, "Annual", FORECAST, "25.00"),
]
AT_END = When("CurrentQuarterInstant", "2025-06-30")
BALANCE = [
    yen("jppfs_cor:CurrentAssets", AT_END, "15,470,012", "流動資産合計"),
    yen("jppfs_cor:NoncurrentAssets", AT_END, "12,256,101", "固定資産合計"),
    yen("jppfs_cor:Assets", AT_END, "27,726,113", "資産合計"),
    yen("jppfs_cor:CurrentLiabilities", AT_END, "7,710,845", "流動負債合計"),
    yen("jppfs_cor:NoncurrentLiabilities", AT_END, "4,929,702", "固定負債合計"),
    yen("jppfs_cor:Liabilities", AT_END, "12,640,547", "負債合計"),
    yen("jppfs_cor:NetAssets", AT_END, "15,085,566", "純資産合計"),
    yen("jppfs_cor:LiabilitiesAndNetAssets", AT_END, "27,726,113", "負債純資産合計"),
]
CASH_FLOW = [
    yen("jppfs_cor:NetCashProvidedByUsedInOperatingActivities", HALF, "1,446,700", "営業活動によるキャッシュ・フロー"),
    yen("jppfs_cor:NetCashProvidedByUsedInInvestmentActivities", HALF, "-776,500", "投資活動によるキャッシュ・フロー"),
]


def tanshin(folder: Path, summary: list[Said] = SUMMARY) -> Path:
    """TDnet: a summary with contexts of its own, and an attachment of two documents of which the first has the contexts."""
    stem = "tse-qcedjpfr-00010-2025-06-30-01-2025-08-08"
    names = [f"0101010-qcbs01-{stem}-ixbrl.htm", f"0103010-qccf01-{stem}-ixbrl.htm"]
    attachment = {
        names[0]: inline(BALANCE, header([*BALANCE, *CASH_FLOW], *TDNET)),
        names[1]: inline(CASH_FLOW),
        "manifest.xml": manifest(f"{stem}.xbrl", names),
    }
    files = {f"XBRLData/Attachment/{name}": content for name, content in attachment.items()}
    files["XBRLData/Summary/tse-qcedjpsm-00010-20250808300001-ixbrl.htm"] = inline(summary, header(summary, *TDNET))
    return write(folder, files)


REVISED = YEAR.of(("tse-ed-t:PreviousCurrentAxis", "tse-ed-t:CurrentMember"), GROUP, FORECAST)
REPLACED = YEAR.of(("tse-ed-t:PreviousCurrentAxis", "tse-ed-t:PreviousMember"), GROUP, FORECAST)
REVISION = [
    Said("tse-ed-t:DocumentName", REVISED, "業績予想の修正に関するお知らせ"),
    Said("tse-ed-t:SecuritiesCode", REVISED, "00010"),
    Said("tse-ed-t:FilingDate", REVISED, "2025-12-15"),
    millions("NetSales", REPLACED, "26,400"),
    millions("NetSales", REVISED, "26,900"),
]


def revision(folder: Path) -> Path:
    """TDnet: a notice of revised forecasts, which has nothing that happened."""
    return write(folder, {"tse-rvfc-00010-20251215300001-ixbrl.htm": inline(REVISION, header(REVISION, *TDNET))})


FIRST = When("CurrentAccumulatedQ1Duration", "2025-06-30", "2025-04-01")
IIJ_SUMMARY = [
    Said("tse-ed-t:DocumentName", FIRST.of(GROUP, RESULT), "2026年3月期 第１四半期決算短信〔ＩＦＲＳ〕（連結）"),
    Said("tse-ed-t:SecuritiesCode", FIRST.of(GROUP, RESULT), "37740"),
    Said("tse-ed-t:FilingDate", FIRST.of(GROUP, RESULT), "2025-08-07"),
    millions("RevenueIFRS", FIRST.of(GROUP, RESULT), "76,821"),
    millions("OperatingIncomeIFRS", FIRST.of(GROUP, RESULT), "6,031"),
]
IIJ_STATEMENT = [
    yen("jpigp_cor:GrossProfitIFRS", FIRST, "16,693,204", "売上総利益"),
    yen("jpigp_cor:IncomeTaxExpenseIFRS", FIRST, "1,928,011", "法人所得税費用"),
]


def iij_tanshin(folder: Path) -> Path:
    """An invention that ties to IIJ's first deck, whose day is not known; the amounts in thousand yen are ours."""
    summary, statement = "XBRLData/Summary/tse-qcedifsm-37740-ixbrl.htm", "XBRLData/Attachment/0102010-qcpl11-ixbrl.htm"
    return write(
        folder,
        {
            summary: inline(IIJ_SUMMARY, header(IIJ_SUMMARY, *TDNET)),
            statement: inline(IIJ_STATEMENT, header(IIJ_STATEMENT, *TDNET)),
        },
    )


QUARTER = When("c-1", "2025-06-28", "2025-03-30")
QUARTER_BEFORE = When("c-2", "2024-06-29", "2024-03-31")
NINE = When("c-3", "2025-06-28", "2024-09-29")
CLOSE = When("c-4", "2025-06-28")
COVER = When("c-5", "2025-07-25")
AMERICAS = ("us-gaap:StatementBusinessSegmentsAxis", "filer:AmericasMember")


def dollars(concept: str, when: When, text: str) -> Said:
    return Said(f"us-gaap:{concept}", when, f"{int(text.replace(',', '')) * 1_000_000}", "USD", "-6", 6, concept, mark="(")


TEN_Q = [
    Said("dei:DocumentType", NINE, "10-Q"),
    Said("dei:DocumentPeriodEndDate", NINE, "2025-06-28"),
    Said("dei:DocumentFiscalPeriodFocus", NINE, "Q3"),
    Said("dei:EntityRegistrantName", NINE, "Northfield Instruments Inc."),
    Said("dei:EntityCentralIndexKey", NINE, "0000012345"),
    Said("dei:TradingSymbol", NINE, "NFLD"),
    Said("dei:AmendmentFlag", NINE, "false"),
    Said("dei:EntityCommonStockSharesOutstanding", COVER, "396000000", "shares", "0"),
    dollars("RevenueFromContractWithCustomerExcludingAssessedTax", QUARTER, "1,160"),
    dollars("RevenueFromContractWithCustomerExcludingAssessedTax", QUARTER_BEFORE, "1,071"),
    dollars("RevenueFromContractWithCustomerExcludingAssessedTax", NINE, "3,494"),
    dollars("CostOfRevenue", QUARTER, "657"),
    dollars("GrossProfit", QUARTER, "502"),
    dollars("OperatingIncomeLoss", QUARTER, "234"),
    dollars("IncomeTaxExpenseBenefit", QUARTER, "38"),
    dollars("ProfitLoss", QUARTER, "185"),
    Said("us-gaap:EarningsPerShareBasic", QUARTER, "0.47", "USDPerShare", "2"),
    Said("us-gaap:WeightedAverageNumberOfSharesOutstandingBasic", QUARTER, "397200000", "shares", "-5"),
    dollars("Assets", CLOSE, "2,193"),
    dollars("CashAndCashEquivalentsAtCarryingValue", CLOSE, "251"),
    dollars("NetCashProvidedByUsedInInvestingActivities", NINE, "-274"),
    dollars("RevenueFromContractWithCustomerExcludingAssessedTax", QUARTER.of(AMERICAS), "505"),
]


def ten_q(folder: Path, said: list[Said] = TEN_Q) -> Path:
    """SEC: one inline document of version 1.1 and the instance that is extracted from it."""
    return write(
        folder,
        {"nfld-20250628.htm": inline(said, header(said, *SEC), "2013"), "nfld-20250628_htm.xml": instance(said, *SEC)},
    )


THREE_QUARTERS = When("CurrentAccumulatedQ3Duration", "2025-09-30", "2025-01-01").of(GROUP, RESULT)
NEXT_SUMMARY = [
    Said("tse-ed-t:DocumentName", THREE_QUARTERS, "2025年12月期 第３四半期決算短信〔日本基準〕（連結）"),
    Said("tse-ed-t:SecuritiesCode", THREE_QUARTERS, "00010"),
    Said("tse-ed-t:FilingDate", THREE_QUARTERS, "2025-11-07"),
    millions("NetSales", THREE_QUARTERS, "19,923"),
    millions("OperatingIncome", THREE_QUARTERS, "1,672"),
    millions("NetSales", EXPECTED, "26,400"),
    millions("OperatingIncome", EXPECTED, "2,250"),
]


def next_tanshin(folder: Path) -> Path:
    """The summary of the next quarter alone, published three days before the deck."""
    name = "XBRLData/Summary/tse-qcedjpsm-00010-20251107300001-ixbrl.htm"
    return write(folder, {name: inline(NEXT_SUMMARY, header(NEXT_SUMMARY, *TDNET))})
