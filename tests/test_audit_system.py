"""All relations of a company at once: what they make possible, asked of small systems written down by hand."""

from __future__ import annotations

from collections.abc import Sequence

import duckdb
import numpy as np
import pytest
from auditing.conflicts import conflicts
from auditing.system import System

# figure: variable, lower, upper, and whether the ends are open
Print = tuple[str, float, float]
# relation: kind, form, and the members with their roles and weights
Bond = tuple[str, str, Sequence[tuple[str, str, int]]]


def system(prints: Sequence[Print], bonds: Sequence[Bond], *, turns: Sequence[tuple[str, str]] = (), years: int = 1) -> System:
    """A system as a warehouse with these two tables would give it; prints are named as their variable, then a number."""
    names = sorted({name for name, *_ in prints} | {name for *_, members in bonds for name, *_ in members if name})
    ids = {name: place + 1 for place, name in enumerate(names)}
    connection = duckdb.connect()
    connection.execute("""
        create schema intermediate;
        create table intermediate.int_variables (
            company varchar, figure_id varchar, fact_id bigint, variable_id bigint,
            lower_bound decimal(18, 6), upper_bound decimal(18, 6), lower_is_open boolean, upper_is_open boolean, turn varchar,
            has_conflicting_prints boolean, set_aside_by varchar
        );
        create table intermediate.int_checks (fact_id bigint, kind varchar, status varchar);
        create table intermediate.int_relation_terms (
            company varchar, relation_no integer, kind varchar, relation varchar, form varchar, years integer, role varchar,
            variable_id bigint, weight integer, is_contradicted boolean
        )
    """)
    counts: dict[str, int] = {}
    for name, lower, upper in prints:
        counts[name] = counts.get(name, 0) + 1
        figure = f"{name}{counts[name]}"
        connection.execute(
            "insert into intermediate.int_variables by position select 'c', ?, 1, ?, ?, ?, false, true, null, false, null",
            [figure, ids[name], lower, upper],
        )
    for name, turn in turns:
        connection.execute(
            "insert into intermediate.int_variables by position select 'c', ?, 1, ?, null, null, null, null, ?, false, null",
            [f"{name}1", ids[name], turn],
        )
    for number, (kind, form, members) in enumerate(bonds, 1):
        for name, role, weight in members:
            connection.execute(
                "insert into intermediate.int_relation_terms values ('c', ?, ?, 'r', ?, ?, ?, ?, ?, false)",
                [number, kind, form, years, role, ids.get(name), weight],
            )
    return System.of(connection, "c")


def total(name: str, *parts: str, form: str = "sum") -> Bond:
    return "footing", form, [(name, "member", -1), *((part, "member", 1) for part in parts)]


def rate(result: str, numerator: str, denominator: str, form: str = "growth") -> Bond:
    return "recalculation", form, [(numerator, "numerator", 1), (denominator, "denominator", -1), (result, "result", -1)]


def around(name: str, value: float, step: float = 1) -> Print:
    return name, value - step / 2, value + step / 2


def test_a_part_is_what_its_total_leaves() -> None:
    asked = system([around("a", 100), around("b", 60), around("c", 40)], [total("a", "b", "c")])
    assert asked.is_feasible()
    assert asked.bounds_without("b1") == pytest.approx((59, 61), abs=1e-3)
    assert not asked.shows("b1", (60.5, 61.5)) and asked.shows("b1", (61, 62))


def test_an_end_that_is_not_included_stays_out() -> None:
    """33 + 33 + 33 is not 101: three numbers below 33.5 never reach 100.5."""
    parts = [around(name, 33) for name in "bcd"]
    bond = total("a", "b", "c", "d")
    assert not system([around("a", 101), *parts], [bond]).is_feasible()
    assert system([around("a", 100), *parts], [bond]).is_feasible()


@pytest.mark.parametrize(
    ("profit", "revenue", "fits"),
    [(8_219_696.21, 27_816_231.754, True), (2_955_000, 10_000_000, True), (2_955_000.001, 10_000_000, False)],
)
def test_a_rate_may_come_near_to_the_end_of_its_print(profit: float, revenue: float, fits: bool) -> None:
    """29.5499999 % is printed as 29.5 %, 29.5500001 % is not; amounts in thousands, from the number that is printed to the next."""
    prints = [("p", profit, profit + 0.001), ("r", revenue, revenue + 0.001), ("m", 29.45, 29.55)]
    assert system(prints, [rate("m", "p", "r", "quotient")]).is_feasible() == fits


def test_a_relation_binds_through_amounts_that_nothing_prints() -> None:
    """Parts a year ago follow from growth, and they have to add up to what the total grew from: no check compares these."""
    prints = [around("a", 110), around("b", 66), around("c", 44), around("ga", 10, 0.1), around("gb", 10, 0.1)]
    bonds = [
        total("a", "b", "c"), total("a0", "b0", "c0"), rate("ga", "a", "a0"), rate("gb", "b", "b0"), rate("gc", "c", "c0"),
    ]  # fmt: skip
    assert system([*prints, around("gc", 10, 0.1)], bonds).is_feasible()
    assert not system([*prints, around("gc", 30, 0.1)], bonds).is_feasible()


def test_what_a_rate_can_be_follows_from_both_amounts() -> None:
    asked = system([around("a", 110), around("b", 100), around("g", 10, 0.1)], [rate("g", "a", "b")])
    low, high = asked.bounds_without("g1")
    assert low == pytest.approx(100 * (109.5 / 100.5 - 1), abs=1e-3)
    assert high == pytest.approx(100 * (110.5 / 99.5 - 1), abs=1e-3)
    assert asked.shows("g1", (12.05, 12.15)) and not asked.shows("g1", (9.05, 9.15))


@pytest.mark.parametrize(
    ("form", "years", "fits", "apart"), [("quotient", 1, 50, 55), ("multiple", 1, 0.5, 0.6), ("cagr", 2, -29.3, -25)]
)
def test_each_quotient_has_its_factor(form: str, years: int, fits: float, apart: float) -> None:
    for result, is_possible in ((fits, True), (apart, False)):
        prints = [around("a", 50), around("b", 100), around("q", result, 0.1 if form != "multiple" else 0.02)]
        assert system(prints, [rate("q", "a", "b", form)], years=years).is_feasible() == is_possible


def test_a_rate_from_a_base_that_can_be_zero_says_nothing() -> None:
    assert system([around("a", -5), around("b", 0), around("g", 900)], [rate("g", "a", "b")]).is_feasible()


def test_a_turn_tells_the_signs() -> None:
    bond = rate("g", "a", "b")
    turned = [("g", "turned_to_profit")]
    assert system([around("a", 5), around("b", -5)], [bond, total("t", "b"), total("t", "b")], turns=turned).is_feasible()
    assert not system([around("a", 5), around("b", 5)], [bond, total("t", "b"), total("t", "b")], turns=turned).is_feasible()


def test_parts_do_not_exceed_their_whole() -> None:
    bond = total("a", "b", form="at_most")
    assert system([around("a", 100), around("b", 99)], [bond]).is_feasible()
    assert not system([around("a", 100), around("b", 102)], [bond]).is_feasible()


def test_several_prints_of_one_variable_bound_it_together() -> None:
    asked = system([around("a", 100, 10), around("a", 97), around("b", 97)], [total("a", "b")])
    assert asked.bounds_without("a2") == pytest.approx((96.5, 97.5), abs=1e-3)
    assert asked.is_possible({"a2": None, "b1": (103, 104)})
    assert not asked.is_possible({"b1": (103, 104)})


def test_what_nothing_binds_can_be_anything() -> None:
    asked = system([around("a", 100), around("b", 60)], [total("a", "b", "c")])
    assert asked.bounds_without("a1") == (-np.inf, np.inf)
    assert asked.is_feasible() and not asked.shows("a1", (1e9, 1e9))


def test_a_rate_from_a_base_that_is_printed_as_nothing_says_nothing() -> None:
    """As in the checks: 0 may be 0.4, and what 1,900 % is of is not for us to say."""
    assert system([around("a", 20), around("b", 0), around("g", 1900)], [rate("g", "a", "b")]).is_feasible()


def test_a_conflict_is_told_of_its_own_component_alone() -> None:
    """Where d is printed twice and otherwise, a sum that has nothing to do with it holds."""
    asked = system(
        [around("a", 100), around("b", 60), around("c", 40), around("d", 10), around("d", 20), around("e", 10)],
        [total("a", "b", "c"), total("d", "e")],
    )
    (found,) = conflicts(asked)
    assert {figure.figure_id for figure in found.figures} == {"d1", "d2"}
    assert asked.bounds_without("b1") == pytest.approx((59, 61), abs=1e-3)


@pytest.mark.parametrize("size", [3_000, 30_000_000, 300_000_000])
def test_trillions_in_thousands_hold_together(size: int) -> None:
    """Amounts with ten digits and more, of which each relation follows from others: what doubles round is no contradiction."""
    random = np.random.default_rng(size)
    quarters = {
        f"{item}{quarter}": int(random.integers(size * 200_000, size * 1_000_000)) for item in "bcde" for quarter in range(1, 5)
    }
    amounts = quarters | {f"a{quarter}": sum(quarters[f"{item}{quarter}"] for item in "bcde") for quarter in range(1, 5)}
    amounts |= {
        f"{item}h{half}": amounts[f"{item}{2 * half - 1}"] + amounts[f"{item}{2 * half}"] for item in "abcde" for half in (1, 2)
    }
    amounts |= {f"{item}y": amounts[f"{item}h1"] + amounts[f"{item}h2"] for item in "abcde"}
    # printed in thousands, kept in millions
    prints = [around(name, round(amount / 1000) / 1000, 0.001) for name, amount in amounts.items()]
    bonds = [total(f"a{period}", *(f"{item}{period}" for item in "bcde")) for period in ("1", "2", "3", "4", "h1", "h2", "y")]
    bonds += [total(f"{item}h{half}", f"{item}{2 * half - 1}", f"{item}{2 * half}") for item in "abcde" for half in (1, 2)]
    bonds += [total(f"{item}y", f"{item}h1", f"{item}h2") for item in "abcde"]
    bonds += [total(f"{item}y", *(f"{item}{quarter}" for quarter in range(1, 5))) for item in "abcde"]
    asked = system(prints, bonds)
    assert asked.is_feasible()
    low, high = asked.figures["ay1"].interval
    assert asked.shows("ay1", (low + 0.005, high + 0.005))
