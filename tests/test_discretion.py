"""Errors leave the library without what was read, and nobody else's frames are touched."""

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


def test_an_error_that_the_caller_handles_keeps_its_local_variables() -> None:
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
def test_an_error_among_the_jobs_keeps_its_local_variables() -> None:
    with (
        pytest.raises(KeyError) as raised,
        contextlib.closing(ipsxml.iter_jobs("fixtures/get_active_jobs.xml")) as jobs,
    ):
        for job in jobs:
            fail(type(job).__name__)

    assert {"value": "ActiveJob"} in local_variables(raised.value)


def test_a_generator_of_the_caller_goes_on() -> None:
    def numbers() -> Iterator[int]:
        try:
            fail("mine")
        except KeyError:
            with contextlib.suppress(ipsxml.IpsXmlError):
                ipsxml.decode(BAD)
            yield 1
        yield 2

    assert list(numbers()) == [1, 2]


def test_a_generator_that_waits_in_an_error_goes_on_though_that_error_is_handled_elsewhere() -> None:
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
