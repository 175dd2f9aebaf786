"""How a printed number is read, by the characters and patterns that staging reads by: macros/print_forms.sql."""

from __future__ import annotations

import re
from pathlib import Path

from jinja2 import Environment

FORMS = Environment(autoescape=False).from_string(
    (Path(__file__).resolve().parent.parent / "macros/print_forms.sql").read_text(encoding="utf-8")
)
FORM = FORMS.module
READ = str.maketrans(str(FORM.print_characters()), str(FORM.read_characters()))
NUMBER = re.compile(str(FORM.printed_pattern()))
NIL = re.compile(str(FORM.nil_pattern()))
NEGATIVE = re.compile(str(FORM.negative_pattern()))
DIGITS = re.compile(str(FORM.digits_pattern()))
LAST_GROUP = re.compile(str(FORM.last_group_pattern()))
FALLING = str(FORM.falling_words())
CURRENCY_MARKS = str(FORM.currency_marks())
SCALES = tuple(str(FORM.scale_words()).split(","))


def read(text: str) -> str:
    """The text in the characters that the patterns know, each at its place."""
    return text.translate(READ)


def digits(printed: str) -> str:
    """From the first digit to the last, as read: a range or 45兆953億円 is one number."""
    match = DIGITS.search(read(printed))
    return match[0] if match else ""


def is_nil(text: str) -> bool:
    """Whether a print, as read, is a dash in the place of a number."""
    return NIL.fullmatch(text) is not None


def sign_of_mark(mark: str) -> str:
    """The sign that a mark before or around a number is: - or + or ± or none."""
    form = read(mark)
    return "-" if NEGATIVE.search(form) else next((sign for sign in "+±" if sign in form), "")


def sign(printed: str) -> str:
    """The sign that a print has, whichever way it prints it: - or + or none."""
    form = read(printed)
    first = DIGITS.search(form)
    before = form[: first.start()] if first else form
    return "-" if form.endswith("減") else sign_of_mark(before)
