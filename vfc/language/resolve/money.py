"""What the text says of money: what may be spent, and what models cost."""

from __future__ import annotations

from vfc.film.money import Budget, FilmPrice, Per, parse_money
from vfc.language.resolve.values import Reader, entries
from vfc.language.words.whole import AMOUNT
from vfc.language.yaml.node import Form, Node


def budget_of(reader: Reader, node: Node | None) -> Budget:
    """The budget; an amount alone is the whole film's."""
    if node is None or node.empty:
        return Budget()
    if node.kind is Form.SCALAR:
        return Budget(film=reader.shaped(node, AMOUNT, parse_money), span=node.span)
    found = {
        word: reader.shaped(node.get(word), AMOUNT, parse_money) for word in ("film", "run", "ask")
    }
    return Budget(**found, span=node.span)


def prices_of(reader: Reader, node: Node | None) -> tuple[FilmPrice, ...]:
    """The prices that the text says, in its order."""
    return tuple(
        FilmPrice(provider=provider, model=model, per=per, money=money)
        for provider, _, models in entries(node)
        for model, _, prices in entries(models)
        for per in Per
        if (money := reader.shaped(prices.get(per), AMOUNT, parse_money)) is not None
    )
