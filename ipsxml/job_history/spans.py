"""Spans: the first and the last instant at which something was seen. They merge in any order."""

from typing import TypeVar

_Key = TypeVar("_Key", str, tuple[int, str])

Spans = dict[_Key, tuple[float, float]]
"""The first and the last instant for each key."""


def extend(spans: Spans[_Key], key: _Key, first: float, last: float) -> None:
    """Widen the span of a key to include ``first`` and ``last``."""
    known = spans.get(key)
    if known is None:
        spans[key] = first, last
    elif first < known[0] or last > known[1]:
        spans[key] = min(first, known[0]), max(last, known[1])


def extend_all(spans: Spans[_Key], others: Spans[_Key]) -> None:
    """Add the spans of another dict."""
    for key, (first, last) in others.items():
        extend(spans, key, first, last)


def in_order(spans: Spans[_Key]) -> list[tuple[float, _Key]]:
    """The beginnings and ends of spans, in time order.

    >>> in_order({"Running": (1.0, 9.0), "Stopping": (5.0, 5.0)})
    [(1.0, 'Running'), (5.0, 'Stopping'), (9.0, 'Running')]
    """
    return sorted({(instant, key) for key, span in spans.items() for instant in span})
