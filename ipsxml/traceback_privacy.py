"""Errors without what was read: the frames that an error passed through forget their variables.

A traceback keeps the local variables of every function that it names, and rich, pytest and error
trackers print them. Those of a reader are a capture's bytes, passwords included, so they are
cleared where an error leaves the library. What the traceback says of files and lines stays.
"""

import sys
from collections.abc import Callable, Generator
from contextlib import closing, suppress
from functools import partial, wraps
from types import TracebackType
from typing import ParamSpec, TypeVar, cast

from ipsxml.shortages import shortages_told

_Arguments = ParamSpec("_Arguments")
_Result = TypeVar("_Result")
_END = object()


def discreet(function: Callable[_Arguments, _Result]) -> Callable[_Arguments, _Result]:
    """The same function, out of which errors come without local variables, and a lack of memory as one."""
    read = shortages_told(function)

    @wraps(function)
    def without_locals(*args: _Arguments.args, **kwargs: _Arguments.kwargs) -> _Result:
        handled = sys.exception()
        try:
            return read(*args, **kwargs)
        except BaseException as error:
            del args, kwargs
            _clear(error, handled)
            raise

    return without_locals


def discreet_iterator(
    function: Callable[_Arguments, Generator[_Result]],
) -> Callable[_Arguments, Generator[_Result]]:
    """The same generator function, out of which errors come as out of ``discreet`` functions."""

    @wraps(function)
    def without_locals(*args: _Arguments.args, **kwargs: _Arguments.kwargs) -> Generator[_Result]:
        with closing(function(*args, **kwargs)) as iterator:
            del args, kwargs
            read_next = shortages_told(partial(next, iterator, _END))
            while True:
                handled = sys.exception()
                try:
                    result = read_next()
                except BaseException as error:
                    _clear(error, handled)
                    raise
                if result is _END:
                    return
                yield cast("_Result", result)

    return without_locals


def _clear(error: BaseException, handled: BaseException | None) -> None:
    """Clear the frames of an error and of those that it came of, but for what the caller was handling."""
    seen = {id(handled)}
    pending: list[BaseException | None] = [error]
    while pending:
        each = pending.pop()
        if each is not None and id(each) not in seen:
            seen.add(id(each))
            _clear_frames(each.__traceback__)
            pending += [each.__cause__, each.__context__]


def _clear_frames(place: TracebackType | None) -> None:
    """As ``traceback.clear_frames`` does, which takes a while to import, and memory that may be short."""
    while place is not None:
        with suppress(RuntimeError):  # a frame that is still at work
            place.tb_frame.clear()
        place = place.tb_next
