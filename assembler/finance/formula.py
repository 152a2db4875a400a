"""The small language of schedule formulas: line numbers, numbers, + - * / and brackets. Never `eval`.

    formula = term { ("+" | "-") term }          9-15        line 9 minus line 15
    term    = factor { ("*" | "/") factor }      #100*24/9   netto driftsresultat in per cent of the income
    factor  = "-" factor | line | "#" number | "(" formula ")"
    line    = 1 | A | A.I.1 | SE

A bare number is a line; a number that is meant as a number carries "#".
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal, DivisionByZero, InvalidOperation
from typing import Literal, TypeAlias, assert_never

LineNumber: TypeAlias = int | str
_Sign: TypeAlias = Literal["+", "-", "*", "/"]
_TOKEN = re.compile(r"\s*(?:(#\d+(?:\.\d+)?)|([A-Z]{1,2}(?:\.[A-Z0-9]{1,4})*|\d+)|([-+*/()]))")
_LONGEST = 2000
_DEEPEST = 50


class BadFormula(ValueError):
    """A formula that the grammar does not know; the text says where."""


@dataclass(frozen=True, slots=True)
class Reference:
    """The value of another line of the same schedule."""

    nr: LineNumber


@dataclass(frozen=True, slots=True)
class Number:
    """A constant."""

    value: Decimal


@dataclass(frozen=True, slots=True)
class Operation:
    """Two parts and a sign between them."""

    sign: _Sign
    left: "Expression"
    right: "Expression"


Expression: TypeAlias = Reference | Number | Operation
Lookup: TypeAlias = Callable[[LineNumber], Decimal | None]


def parse(text: str) -> Expression:
    """The formula as a tree; `BadFormula` when it is none."""
    parser = _Parser(_tokens(text), text)
    result = parser.formula(0)
    if parser.rest():
        raise BadFormula(f"{text!r}: {parser.rest()[0]!r} was not expected")
    return result


def evaluate(expression: Expression, lookup: Lookup) -> Decimal | None:
    """The value; `None` when a line is missing or something is divided by nought."""
    match expression:
        case Reference(nr):
            return lookup(nr)
        case Number(value):
            return value
        case Operation(sign, left, right):
            one, two = evaluate(left, lookup), evaluate(right, lookup)
            return None if one is None or two is None else _combined(sign, one, two)
        case _:
            assert_never(expression)


def operands(expression: Expression) -> tuple[LineNumber, ...]:
    """The lines that a formula names, in its order."""
    match expression:
        case Reference(nr):
            return (nr,)
        case Number():
            return ()
        case Operation(_, left, right):
            return operands(left) + operands(right)
        case _:
            assert_never(expression)


def _combined(sign: _Sign, one: Decimal, two: Decimal) -> Decimal | None:
    match sign:
        case "+":
            return one + two
        case "-":
            return one - two
        case "*":
            return one * two
        case "/":
            try:
                return one / two
            except (DivisionByZero, InvalidOperation):
                return None
        case _:
            assert_never(sign)


def _tokens(text: str) -> list[str]:
    if len(text) > _LONGEST:
        raise BadFormula(f"a formula has at most {_LONGEST} characters")
    found: list[str] = []
    place = 0
    stripped = text.rstrip()
    while place < len(stripped):
        match = _TOKEN.match(stripped, place)
        if match is None:
            raise BadFormula(f"{text!r}: character {place + 1} is none of the grammar's")
        found.append(match.group().strip())
        place = match.end()
    return found


class _Parser:
    def __init__(self, tokens: list[str], text: str) -> None:
        self._tokens = tokens
        self._text = text
        self._at = 0

    def rest(self) -> list[str]:
        return self._tokens[self._at :]

    def formula(self, depth: int) -> Expression:
        if depth > _DEEPEST:
            raise BadFormula(f"{self._text!r}: brackets deeper than {_DEEPEST}")
        result = self._term(depth)
        while self._next() in ("+", "-"):
            result = Operation("+" if self._take() == "+" else "-", result, self._term(depth))
        return result

    def _term(self, depth: int) -> Expression:
        result = self._factor(depth)
        while self._next() in ("*", "/"):
            result = Operation("*" if self._take() == "*" else "/", result, self._factor(depth))
        return result

    def _factor(self, depth: int) -> Expression:
        token = self._take()
        if token == "-":
            if depth > _DEEPEST:
                raise BadFormula(f"{self._text!r}: more than {_DEEPEST} signs")
            return Operation("-", Number(Decimal(0)), self._factor(depth + 1))
        if token == "(":
            result = self.formula(depth + 1)
            if self._take() != ")":
                raise BadFormula(f"{self._text!r}: a bracket is not closed")
            return result
        return self._leaf(token)

    def _leaf(self, token: str) -> Expression:
        if token.startswith("#"):
            return Number(Decimal(token[1:]))
        if token and token not in "+-*/()":
            return Reference(int(token) if token.isascii() and token.isdigit() else token)
        raise BadFormula(f"{self._text!r}: a line or a number is missing")

    def _next(self) -> str:
        return self._tokens[self._at] if self._at < len(self._tokens) else ""

    def _take(self) -> str:
        token = self._next()
        self._at += 1
        return token
