"""A cache decorator that computes each expensive result only once, even if many threads ask for it at once.

With ``functools.lru_cache``, every thread that calls before the first result is ready computes its own:
at the start of a service, sixteen threads would compile a contract sixteen times.
"""

import os
from collections.abc import Callable, Hashable
from functools import wraps
from threading import RLock
from typing import ParamSpec, TypeVar

_Arguments = ParamSpec("_Arguments")
_Made = TypeVar("_Made")

# One lock for all caches, because cached functions call each other: with several locks they could deadlock.
_making = RLock()


def once(most: int) -> Callable[[Callable[_Arguments, _Made]], Callable[_Arguments, _Made]]:
    """A decorator that caches the newest ``most`` results and lets one thread at a time compute them.

    >>> @once(most=8)
    ... def expensive(number):
    ...     print("made")
    ...     return number
    >>> expensive(1) + expensive(1)
    made
    2
    """

    def decorate(make: Callable[_Arguments, _Made]) -> Callable[_Arguments, _Made]:
        kept: dict[Hashable, _Made] = {}

        @wraps(make)
        def made_once(*arguments: _Arguments.args, **options: _Arguments.kwargs) -> _Made:
            key = (arguments, tuple(options.items())) if options else arguments
            try:
                return kept[key]  # all calls but the first get here without the lock
            except KeyError:
                pass
            with _making:
                if key not in kept:
                    made = make(*arguments, **options)
                    while len(kept) >= most:
                        kept.pop(next(iter(kept)))
                    kept[key] = made
                return kept[key]

        return made_once

    return decorate


def _replace_lock() -> None:
    """Replace the lock in a forked process: the parent's thread that held it does not exist there."""
    global _making  # noqa: PLW0603 - it is the process that changes
    _making = RLock()


if hasattr(os, "register_at_fork"):  # there is no fork on Windows
    os.register_at_fork(after_in_child=_replace_lock)
