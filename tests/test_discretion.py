"""Errors that leave the library carry no content of the document; other people's frames stay intact."""

import contextlib
import sys
from collections.abc import Iterator
from types import TracebackType

import pytest

import ipsxml

BAD = b"<a>"


def local_variables(error: BaseException) -> list[dict[str, object]]:
    found, place = [], error.__traceback__
    while isinstance(place, TracebackType):
        found.append(dict(place.tb_frame.f_locals))
        place = place.tb_next
    return found


def fail(value: str) -> None:
    raise KeyError(value)


def test_an_error_the_caller_is_handling_keeps_its_local_variables() -> None:
    with pytest.raises(ipsxml.InvalidDocument) as raised:
        try:
            fail("mine")
        except KeyError:
            ipsxml.decode(BAD)

    context = raised.value.__context__
    while context is not None and not isinstance(context, KeyError):
        context = context.__context__
    assert context is not None
    assert {"value": "mine"} in local_variables(context)


@pytest.mark.usefixtures("in_checkout")
def test_an_error_raised_while_iterating_jobs_keeps_its_local_variables() -> None:
    with (
        pytest.raises(KeyError) as raised,
        contextlib.closing(ipsxml.iter_jobs("fixtures/get_active_jobs.xml")) as jobs,
    ):
        for job in jobs:
            fail(type(job).__name__)

    assert {"value": "ActiveJob"} in local_variables(raised.value)


def test_a_generator_of_the_caller_continues_after_an_error() -> None:
    def numbers() -> Iterator[int]:
        try:
            fail("mine")
        except KeyError:
            with contextlib.suppress(ipsxml.IpsXmlError):
                ipsxml.decode(BAD)
            yield 1
        yield 2

    assert list(numbers()) == [1, 2]


def test_a_generator_suspended_in_an_error_continues() -> None:
    def raiser() -> Iterator[BaseException | None]:
        try:
            fail("mine")
        except KeyError as error:
            yield error
        yield None

    waiting = raiser()
    error = next(waiting)
    assert error is not None
    with pytest.raises(ipsxml.InvalidDocument):
        try:
            raise error
        except KeyError:
            assert sys.exception() is error
            ipsxml.decode(BAD)

    assert list(waiting) == [None]
