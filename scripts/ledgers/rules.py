"""What is a number in a text, and which numbers the words around them explain."""

from __future__ import annotations

import re

# what counts or measures follows a number
COUNTED = r"[%％兆億万千百円人名件社店台年月か個]"

# Each match is one label of the deck; the digits in it are not figures. A number that two rules explain takes the first.
RULES = [
    (reason, re.compile(pattern))
    for reason, pattern in [
        # what is written right behind an address, without a space, is no part of it
        ("web_address", r"https?://[!-~]+"),
        ("page_number", r"^\s*©.*[0-9]\s*$"),
        ("page_reference", r"P\.\s?[0-9]+"),
        ("section_number", r"[Ⅰ-Ⅹ]\s?-\s?[0-9]+\."),
        # a title that goes on over several pages: 主要KPIの推移(2), (1/2)
        ("section_number", r"(?<=[ぁ-んァ-ヶ一-龠])[(（][0-9]{1,2}(?:/[0-9]{1,2})?[)）]\s*$"),
        ("footnote_mark", r"[*＊][0-9](?![0-9])"),
        # ※1, (注1), (注)2., Note 3: and no amount that a remark begins with
        ("footnote_mark", rf"(?:※|注\s?[)）]?|\b[Nn]otes?)\s?[0-9]{{1,2}}(?![0-9]|[.,][0-9]|\s?{COUNTED})"),
        ("legal_title", r"[0-9]{4}年[0-9]{1,2}[月⽉]期\s*第[1-4]四半期"),
        ("period_label", r"[1-4][QＱ][0-9]{2}|[12][HＨ][0-9]{2}|[369][MＭ][0-9]{2}|(?<![0-9])[1-4][QＱ]|[0-9]+ヶ月"),
        ("period_label", r"第[1-4]四半期"),
        ("period_label", r"FY(?:(?:19|20)[0-9]{2}(?![0-9])|[0-9]{2}(?:-[0-9]{2})?)"),
        ("date", r"(?<![0-9])(?:(?:19|20)[0-9]{2}|[0-9]{2})年(?![間分])(?:\s?[0-9]{1,2}[月⽉](?:[0-9]{1,2}日)?)?"),
        ("date", r"(?<![0-9])[0-9]{1,2}[月⽉](?:[0-9]{1,2}日)?"),
        ("rank", r"(?<![0-9.])[0-9]+位|上位[0-9]+社|[0-9]+[〜～~][0-9]+社|[0-9]+社以下"),
        (
            "name",
            r"(?:(?:証券|銘柄)コ[ー—]ド(?:番号)?|コ[ー—]ド番号)\s?[:：]?\s?[0-9]{3}[0-9A-Z](?![0-9])",
        ),
        ("name", r"[0-9]期棟|第[0-9]+号|[0-9]+ギガ|(?<![0-9])[0-9]G(?![A-Za-z])|(?<=[A-Za-z])[0-9](?![0-9.,%])"),
        ("wording", r"[一二三四五六七八九十百千]+億|[0-9]+段階|[0-9]+設問|年[0-9]+回|[0-9]株当たり"),
    ]
]
# parts of a label or a name, around which no mark stands
LABELS = ("web_address", "page_number", "page_reference", "section_number", "footnote_mark", "legal_title", "period_label", "date")
RUN = re.compile(r"[0-9]+(?:[.,][0-9]+)*|[一二三四五六七八九十百千]+億")
