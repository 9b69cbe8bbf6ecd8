"""Errors without what was read: the frames that an error passed through forget their variables.

A traceback keeps the local variables of every function that it names, and rich, pytest and error
trackers print them. Those of a reader are a capture's bytes, passwords included, so they are
cleared where an error leaves the library. What the traceback says of files and lines stays.
"""

import sys
from collections.abc import Callable, Generator
from contextlib import closing
from functools import wraps
from typing import ParamSpec, TypeVar

_Arguments = ParamSpec("_Arguments")
_Result = TypeVar("_Result")


def discreet(function: Callable[_Arguments, _Result]) -> Callable[_Arguments, _Result]:
    """The same function, out of which errors come without local variables."""

    @wraps(function)
    def without_locals(*args: _Arguments.args, **kwargs: _Arguments.kwargs) -> _Result:
        handled = sys.exception()
        try:
            return function(*args, **kwargs)
        except BaseException as error:
            del args, kwargs
            _clear(error, handled)
            raise

    return without_locals


def discreet_iterator(
    function: Callable[_Arguments, Generator[_Result]],
) -> Callable[_Arguments, Generator[_Result]]:
    """The same generator function, out of which errors come without local variables."""

    @wraps(function)
    def without_locals(*args: _Arguments.args, **kwargs: _Arguments.kwargs) -> Generator[_Result]:
        with closing(function(*args, **kwargs)) as iterator:
            del args, kwargs
            while True:
                handled = sys.exception()
                try:
                    result = next(iterator)
                except StopIteration:
                    return
                except BaseException as error:
                    _clear(error, handled)
                    raise
                yield result

    return without_locals


def _clear(error: BaseException, handled: BaseException | None) -> None:
    """Clear the frames of an error and of those that it came of, but for what the caller was handling."""
    from traceback import clear_frames  # takes a while to import, and is wanted in the worst case only

    seen = {id(handled)}
    pending: list[BaseException | None] = [error]
    while pending:
        each = pending.pop()
        if each is not None and id(each) not in seen:
            seen.add(id(each))
            clear_frames(each.__traceback__)
            pending += [each.__cause__, each.__context__]
