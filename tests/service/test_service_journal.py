"""The journal keeps the latest exchanges within limits."""

from service_requests import RecordingBackend, Service, request

from ipsxml.service import Exchange
from ipsxml.service.journal import MOST_EXCHANGES, MOST_REQUEST_BYTES, Journal


def exchange(number: int) -> Exchange:
    return Exchange("1.1", operation=str(number))


def test_the_latest_exchanges_are_kept() -> None:
    journal = Journal()

    for number in range(MOST_EXCHANGES + 7):
        journal.add(exchange(number), 1)

    kept = [each.operation for each in journal.exchanges]
    assert (len(kept), kept[0], kept[-1]) == (MOST_EXCHANGES, "7", str(MOST_EXCHANGES + 6))
    assert journal.dropped == 7


def test_large_requests_push_out_more() -> None:
    journal = Journal()

    for number in range(10):
        journal.add(exchange(number), MOST_REQUEST_BYTES // 4)

    assert [each.operation for each in journal.exchanges] == ["6", "7", "8", "9"]


def test_the_latest_exchange_is_kept_regardless_of_its_size() -> None:
    journal = Journal()

    journal.add(exchange(1), MOST_REQUEST_BYTES * 3)
    journal.add(exchange(2), MOST_REQUEST_BYTES * 3)

    assert (journal.exchanges, journal.dropped) == ([exchange(2)], 1)


def test_exchanges_without_parameters_take_no_space() -> None:
    service = Service(RecordingBackend())

    for _ in range(3):
        service.post(b" " * (MOST_REQUEST_BYTES + 1))
    service.post(request())

    journal = service.application.journal
    assert ([each.operation for each in journal.exchanges], journal.dropped) == (
        [None, None, None, "stopJob"],
        0,
    )


def test_a_journal_can_be_cleared() -> None:
    journal = Journal()
    journal.add(exchange(1), MOST_REQUEST_BYTES)
    journal.add(exchange(2), MOST_REQUEST_BYTES)

    journal.clear()
    journal.add(exchange(3), 1)

    assert (journal.exchanges, journal.dropped) == ([exchange(3)], 0)
