"""Keeping document contents out of tracebacks: frames that an error passed through lose their variables.

A traceback keeps the local variables of every function in it, and rich, pytest, and error trackers print
them. In this library, they contain captured bytes, including passwords. So they are cleared when an error
leaves the library. Files and line numbers stay in the traceback.
"""

import sys
from collections.abc import Callable, Generator
from contextlib import closing, suppress
from functools import partial, wraps
from types import TracebackType
from typing import ParamSpec, TypeVar, cast

from ipsxml.shortages import shortages_reported

_Arguments = ParamSpec("_Arguments")
_Result = TypeVar("_Result")
_END = object()


def discreet(function: Callable[_Arguments, _Result]) -> Callable[_Arguments, _Result]:
    """Wrap a function: clear its errors' local variables; a lack of memory becomes a ``SourceError``."""
    read = shortages_reported(function)

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
    """Wrap a generator function, as ``discreet`` does a function."""

    @wraps(function)
    def without_locals(*args: _Arguments.args, **kwargs: _Arguments.kwargs) -> Generator[_Result]:
        with closing(function(*args, **kwargs)) as iterator:
            del args, kwargs
            read_next = shortages_reported(partial(next, iterator, _END))
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
    """Clear the frames of an error and its causes, but not of an exception that the caller was handling."""
    seen = {id(handled)}
    pending: list[BaseException | None] = [error]
    while pending:
        each = pending.pop()
        if each is not None and id(each) not in seen:
            seen.add(id(each))
            _clear_frames(each.__traceback__)
            pending += [each.__cause__, each.__context__]


def _clear_frames(place: TracebackType | None) -> None:
    """Clear frames like ``traceback.clear_frames``, whose import is slow and may need scarce memory."""
    while place is not None:
        with suppress(RuntimeError):  # the frame is still running
            place.tb_frame.clear()
        place = place.tb_next
