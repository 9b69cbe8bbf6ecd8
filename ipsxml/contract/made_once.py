"""Making what is expensive once per process, however many threads ask for it at the same time.

``functools.lru_cache`` lets every thread that comes before the first result make one of its own:
sixteen threads at the start of a service compile a contract sixteen times.
"""

import os
from collections.abc import Callable, Hashable
from functools import wraps
from threading import RLock
from typing import ParamSpec, TypeVar

_Arguments = ParamSpec("_Arguments")
_Made = TypeVar("_Made")

# One for all, and so never taken in two orders: what is made is often made of what is made once, too.
_making = RLock()


def once(most: int) -> Callable[[Callable[_Arguments, _Made]], Callable[_Arguments, _Made]]:
    """A decorator: results are kept, the newest ``most`` of them, and made by one thread at a time.

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
                return kept[key]  # without the lock: this is the way of all calls but the first
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


def _forget_the_parents_threads() -> None:
    """A forked process has none of its parent's threads: one that was making something never ends."""
    global _making  # noqa: PLW0603 - it is the process that changes
    _making = RLock()


if hasattr(os, "register_at_fork"):  # there is no fork on Windows
    os.register_at_fork(after_in_child=_forget_the_parents_threads)
