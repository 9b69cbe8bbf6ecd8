"""Where memory or the stack runs out there is no verdict: the source is unreadable, whatever it contains.

What the process lacks says nothing about a document. libxml2 tells a lack of memory as it tells
what is not well-formed, and Python's recursion limit counts the caller's frames, too: a function
that is called far down a stack is carried out on a stack of its own.
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

# Importing xmlschema and explaining a document takes 450 frames at most.
_FRAMES = 600
_SIGNS_OF_THE_LOADER = ("failed to map segment", "cannot allocate memory", "Cannot allocate memory")
_NO_MEMORY = "cannot be read: there is not enough memory"


def shortages_told(function: Callable[_Arguments, _Result]) -> Callable[_Arguments, _Result]:
    """The same function with enough of the stack; ``SourceError`` where memory or the stack runs out."""
    carried_out = with_enough_stack(function)

    @wraps(function)
    def told(*args: _Arguments.args, **kwargs: _Arguments.kwargs) -> _Result:
        reason: str | None = _NO_MEMORY
        try:
            return carried_out(*args, **kwargs)
        except MemoryError:  # nothing is done in here, as that may take memory: what was read is still kept
            pass
        except Exception as error:
            reason = _shortage(error)
            if reason is None:
                raise
        del args, kwargs
        raise SourceError(reason)  # out here it has no context, and so keeps nothing of what was read

    return told


def with_enough_stack(function: Callable[_Arguments, _Result]) -> Callable[_Arguments, _Result]:
    """The same function, carried out in a thread of its own if little of the stack is left."""

    @wraps(function)
    def carried_out(*args: _Arguments.args, **kwargs: _Arguments.kwargs) -> _Result:
        if _has_frames_left():
            return function(*args, **kwargs)
        return _in_own_thread(partial(function, *args, **kwargs))

    return carried_out


def _has_frames_left() -> bool:
    try:
        sys._getframe(max(sys.getrecursionlimit() - _FRAMES, 0))
    except ValueError:  # the stack is not as deep
        return True
    return False


def _in_own_thread(action: Callable[[], _Result]) -> _Result:
    results: list[_Result] = []
    errors: list[BaseException] = []

    def act() -> None:
        try:
            results.append(action())
        except BaseException as error:  # noqa: BLE001 - it is raised in the caller's thread
            errors.append(error)

    thread = Thread(target=copy_context().run, args=(act,), daemon=True)
    thread.start()
    thread.join()
    if errors:
        raise errors.pop()
    return results.pop()


def _shortage(error: Exception) -> str | None:
    """Why the source cannot be read, if ``error`` is due to a shortage."""
    if isinstance(error, RecursionError):
        return f"cannot be read: Python's recursion limit, {sys.getrecursionlimit()}, is too low"
    return _NO_MEMORY if _is_lack_of_memory(error) else None


def _is_lack_of_memory(error: Exception) -> bool:
    if isinstance(error, OSError):
        return error.errno == errno.ENOMEM
    if isinstance(error, ImportError):  # a library in C, imported at its first use
        return any(sign in str(error) for sign in _SIGNS_OF_THE_LOADER)
    # Its errors about documents have been reported; any other is about our schemas, which are good.
    # A function in C that does not report a lack of memory ends in SystemError.
    return isinstance(error, etree.LxmlError | SystemError)
