"""Process settings that must not affect a verdict, each with a function that runs an action under it."""

import decimal
import locale
import sys
import threading
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any, TypeVar

_Result = TypeVar("_Result")
Surroundings = Callable[[Callable[[], _Result]], _Result]

_WITH_COMMA = ("de_DE.UTF-8", "de_DE.utf8", "German_Germany.1252", "fr_FR.UTF-8", "nl_NL.UTF-8")
_FRAMES_LEFT = 80  # enough for judging
FEW_DIGITS = 640


@cache
def locale_with_comma() -> str | None:
    """An installed locale in which numbers have a decimal comma."""
    before = locale.setlocale(locale.LC_ALL)
    try:
        for name in _WITH_COMMA:
            try:
                locale.setlocale(locale.LC_ALL, name)
            except locale.Error:
                continue
            if locale.localeconv()["decimal_point"] == ",":
                return name
    finally:
        locale.setlocale(locale.LC_ALL, before)
    return None


def _plain(action: Callable[[], _Result]) -> _Result:
    return action()


def _with_comma(action: Callable[[], _Result]) -> _Result:
    before = locale.setlocale(locale.LC_ALL)
    locale.setlocale(locale.LC_ALL, locale_with_comma())
    try:
        return action()
    finally:
        locale.setlocale(locale.LC_ALL, before)


def _with_few_decimals(action: Callable[[], _Result]) -> _Result:
    with _few_decimals(decimal.DefaultContext), _few_decimals(decimal.getcontext()):
        return action()


@contextmanager
def _few_decimals(context: decimal.Context) -> Iterator[None]:
    names = ("prec", "Emax", "Emin", "capitals", "rounding")
    before, traps = [getattr(context, name) for name in names], dict(context.traps)
    try:
        for name, value in zip(names, (3, 5, -5, 0, decimal.ROUND_UP), strict=True):
            setattr(context, name, value)
        for signal in traps:
            context.traps[signal] = True
        yield
    finally:
        for name, value in zip(names, before, strict=True):
            setattr(context, name, value)
        context.traps.update(traps)


def _far_down_the_stack(action: Callable[[], _Result]) -> _Result:
    def down(frames: int) -> _Result:
        return down(frames - 1) if frames else action()

    return down(sys.getrecursionlimit() - _FRAMES_LEFT - _depth())


def _depth() -> int:
    frame, depth = sys._getframe(), 0
    while frame.f_back is not None:
        frame, depth = frame.f_back, depth + 1
    return depth


def _with_recursion_limit(limit: int) -> Surroundings[_Result]:
    def act(action: Callable[[], _Result]) -> _Result:
        before = sys.getrecursionlimit()
        sys.setrecursionlimit(limit)
        try:
            return action()
        finally:
            sys.setrecursionlimit(before)

    return act


def _in_a_thread(action: Callable[[], _Result]) -> _Result:
    found: list[_Result] = []
    thread = threading.Thread(target=lambda: found.append(action()))
    thread.start()
    thread.join()
    return found[0]


def _with_few_digits(action: Callable[[], _Result]) -> _Result:
    before = sys.get_int_max_str_digits()
    sys.set_int_max_str_digits(FEW_DIGITS)
    try:
        return action()
    finally:
        sys.set_int_max_str_digits(before)


def _with_warnings_as_errors(action: Callable[[], _Result]) -> _Result:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        return action()


PLAIN = "plain"
SURROUNDINGS: dict[str, Surroundings[Any]] = {
    PLAIN: _plain,
    "a decimal comma": _with_comma,
    "a decimal context of three digits that traps all": _with_few_decimals,
    "far down the stack": _far_down_the_stack,
    "a low recursion limit": _with_recursion_limit(650),
    "a high recursion limit": _with_recursion_limit(10**6),
    "a thread": _in_a_thread,
    "few digits of whole numbers, set while running": _with_few_digits,
    "warnings as errors, set while running": _with_warnings_as_errors,
}


def available_surroundings() -> tuple[str, ...]:
    """The names of the surroundings on this machine, which may lack a locale with a decimal comma."""
    return tuple(name for name in SURROUNDINGS if name != "a decimal comma" or locale_with_comma())
