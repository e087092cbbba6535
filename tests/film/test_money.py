"""Amounts of money: what is one, how it is shown, how they add up."""

from __future__ import annotations

from decimal import Decimal

import pytest

from vfc.film.money import Money, parse_money, totals


@pytest.mark.parametrize(
    ("text", "amount", "unit", "shown"),
    [
        ("20USD", "20", "USD", "20.00 USD"),
        (" 0.05 usd", "0.05", "USD", "0.05 USD"),
        ("0.0025 EUR", "0.0025", "EUR", "0.0025 EUR"),
        ("1500 Runway Credits", "1500", "runway credits", "1,500 runway credits"),
        ("12.5 credits", "12.5", "credits", "12.5 credits"),
    ],
)
def test_an_amount_is_read_and_shown(text, amount, unit, shown):
    found = parse_money(text)
    assert found == Money(unit, Decimal(amount))
    assert str(found) == shown


@pytest.mark.parametrize(
    "text", ["", "20", "USD", "-3 USD", "1e9 USD", "nan USD", "$20", "1,000 USD"]
)
def test_what_is_no_amount_is_told(text):
    with pytest.raises(ValueError, match="is no amount of money"):
        parse_money(text)


def test_each_unit_adds_up_by_itself():
    amounts = [parse_money(text) for text in ("1 USD", "30 credits", "0.10 USD")]
    assert totals(amounts) == (Money("USD", Decimal("1.10")), Money("credits", Decimal(30)))
