"""Suggesting a similar name for one that does not exist."""

from collections.abc import Iterable

_LONGEST_NAME = 100  # far longer than any real name; comparing long names takes time


def near_miss(name: str, candidates: Iterable[str]) -> str | None:
    """The candidate that ``name`` probably misspells, mostly ignoring case; ``None`` if none is close.

    >>> near_miss("taskprogres", ["TaskProgress", "taskProgress", "ActiveJob"])
    'taskProgress'
    """
    from difflib import get_close_matches  # needed only for a misspelled name

    if len(name) > _LONGEST_NAME:
        return None
    by_folded: dict[str, list[str]] = {}
    for candidate in candidates:
        by_folded.setdefault(candidate.casefold(), []).append(candidate)
    close = get_close_matches(name.casefold(), by_folded, n=1, cutoff=0.8)
    return get_close_matches(name, by_folded[close[0]], n=1, cutoff=0)[0] if close else None


def did_you_mean(name: str, candidates: Iterable[str]) -> str:
    """A suggestion to append to a message about an unknown name; empty if no name is similar.

    >>> "no command valdate" + did_you_mean("valdate", ["convert", "validate"])
    'no command valdate; did you mean validate?'
    """
    near = near_miss(name, candidates)
    return f"; did you mean {near}?" if near else ""
