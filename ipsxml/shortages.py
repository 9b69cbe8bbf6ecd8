"""Running out of memory or stack: there is no verdict, and the source is unreadable.

A shortage in the process says nothing about a document. But libxml2 reports a lack of memory like XML that
is not well-formed, and Python's recursion limit also counts the caller's frames. So a function called deep
in a stack runs on a stack of its own.
"""

import errno
import sys
from collections.abc import Callable
from contextvars import copy_context
from functools import partial, wraps
from threading import Thread
from typing import ParamSpec, TypeVar

from lxml import etree

from ipsxml.errors import SourceError

_Arguments = ParamSpec("_Arguments")
_Result = TypeVar("_Result")

# Importing xmlschema and explaining a document take at most 450 frames.
_FRAMES = 600
_LOADER_MESSAGES = ("failed to map segment", "cannot allocate memory", "Cannot allocate memory")
_NO_MEMORY = "cannot be read: there is not enough memory"


def shortages_reported(function: Callable[_Arguments, _Result]) -> Callable[_Arguments, _Result]:
    """Wrap a function: give it enough stack, and raise ``SourceError`` if memory or stack runs out."""
    with_stack = with_enough_stack(function)

    @wraps(function)
    def reporting(*args: _Arguments.args, **kwargs: _Arguments.kwargs) -> _Result:
        reason: str | None = _NO_MEMORY
        try:
            return with_stack(*args, **kwargs)
        except MemoryError:  # do nothing here that may need memory: the data read so far is still referenced
            pass
        except Exception as error:
            reason = _shortage(error)
            if reason is None:
                raise
        del args, kwargs
        raise SourceError(reason)  # outside of the handler, it has no context that would keep the data alive

    return reporting


def with_enough_stack(function: Callable[_Arguments, _Result]) -> Callable[_Arguments, _Result]:
    """Wrap a function: run it in its own thread if little stack is left."""

    @wraps(function)
    def with_stack(*args: _Arguments.args, **kwargs: _Arguments.kwargs) -> _Result:
        if _has_frames_left():
            return function(*args, **kwargs)
        return _in_own_thread(partial(function, *args, **kwargs))

    return with_stack


def _has_frames_left() -> bool:
    try:
        sys._getframe(max(sys.getrecursionlimit() - _FRAMES, 0))
    except ValueError:  # the stack is not that deep
        return True
    return False


def _in_own_thread(action: Callable[[], _Result]) -> _Result:
    results: list[_Result] = []
    errors: list[BaseException] = []

    def act() -> None:
        try:
            results.append(action())
        except BaseException as error:  # noqa: BLE001 - raised again in the caller's thread
            errors.append(error)

    thread = Thread(target=copy_context().run, args=(act,), daemon=True)
    thread.start()
    thread.join()
    if errors:
        raise errors.pop()
    return results.pop()


def _shortage(error: Exception) -> str | None:
    """Why the source cannot be read, if ``error`` is due to a shortage; otherwise ``None``."""
    if isinstance(error, RecursionError):
        return f"cannot be read: Python's recursion limit, {sys.getrecursionlimit()}, is too low"
    return _NO_MEMORY if _is_lack_of_memory(error) else None


def _is_lack_of_memory(error: Exception) -> bool:
    if isinstance(error, OSError):
        return error.errno == errno.ENOMEM
    if isinstance(error, ImportError):  # a C library, imported on first use
        return any(sign in str(error) for sign in _LOADER_MESSAGES)
    # lxml's errors about documents were handled before; any other is about our own schemas, which are valid.
    # Python raises SystemError if a C function fails without setting an exception, as when memory runs out.
    return isinstance(error, etree.LxmlError | SystemError)
