"""Spans: from when to when something was seen. They merge in whatever order they come."""

from typing import TypeVar

_Key = TypeVar("_Key", str, tuple[int, str])

Spans = dict[_Key, tuple[float, float]]
"""For each thing that was seen, the first and the last instant."""


def extend(spans: Spans[_Key], key: _Key, first: float, last: float) -> None:
    """Let something have been seen from ``first`` to ``last``, too."""
    known = spans.get(key)
    if known is None:
        spans[key] = first, last
    elif first < known[0] or last > known[1]:
        spans[key] = min(first, known[0]), max(last, known[1])


def extend_all(spans: Spans[_Key], others: Spans[_Key]) -> None:
    """Take in the spans of another dict."""
    for key, (first, last) in others.items():
        extend(spans, key, first, last)


def in_order(spans: Spans[_Key]) -> list[tuple[float, _Key]]:
    """Where spans begin and end, in the order of time.

    >>> in_order({"Running": (1.0, 9.0), "Stopping": (5.0, 5.0)})
    [(1.0, 'Running'), (5.0, 'Stopping'), (9.0, 'Running')]
    """
    return sorted({(instant, key) for key, span in spans.items() for instant in span})
