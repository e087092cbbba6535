"""What of a frozen value counts: a literal that is left out, and what stands outside keys."""

from __future__ import annotations

from dataclasses import dataclass, fields

from vfc.film.keyed import UNSET, counts, left_out, literal_of, outside_keys


@dataclass(frozen=True, kw_only=True)
class Dish:
    """A value of each sort of field."""

    name: str
    salt: int = left_out(1)
    heat: int = left_out(0, default=3)
    note: str = outside_keys("")
    secret: str = outside_keys("", shown=False)


def test_a_literal_is_the_default_where_no_other_is_given():
    dish = Dish(name="soup")
    assert (dish.salt, dish.heat) == (1, 3)
    assert {each.name: literal_of(each) for each in fields(Dish)} == {
        "name": UNSET,
        "salt": 1,
        "heat": 0,
        "note": UNSET,
        "secret": UNSET,
    }


def test_no_value_is_left_out_where_no_literal_is_declared():
    assert UNSET not in (None, "", 0, False, ())


def test_what_stands_outside_keys_counts_in_no_comparison():
    assert [each.name for each in fields(Dish) if counts(each)] == ["name", "salt", "heat"]
    one, other = Dish(name="soup", note="hot"), Dish(name="soup", secret="thyme")
    assert one == other and hash(one) == hash(other) and one != Dish(name="soup", heat=0)


def test_what_is_not_shown_stays_out_of_the_text():
    assert "hot" in repr(Dish(name="soup", note="hot"))
    assert "thyme" not in repr(Dish(name="soup", secret="thyme"))
