"""The record of the latest requests and answers."""

from collections import deque
from threading import Lock

from ipsxml.service.exchange import Exchange

MOST_EXCHANGES = 1_000
MOST_REQUEST_BYTES = 4 << 20
"""Total size of the request bodies on record. Their parameters take about ten times as much memory."""


class Journal:
    """The latest exchanges, in the order in which they were answered.

    At most ``MOST_EXCHANGES`` are kept, and at most ``MOST_REQUEST_BYTES`` of requests, but always the
    latest exchange. ``dropped`` counts the exchanges that are no longer kept.
    """

    def __init__(self) -> None:
        self.dropped = 0
        self._kept: deque[tuple[Exchange, int]] = deque()
        self._bytes = 0
        self._lock = Lock()

    def add(self, exchange: Exchange, request_bytes: int) -> None:
        """Record an exchange whose parameters came in a body of ``request_bytes`` bytes."""
        with self._lock:
            self._kept.append((exchange, request_bytes))
            self._bytes += request_bytes
            while len(self._kept) > 1 and self._is_full():
                _, dropped = self._kept.popleft()
                self._bytes -= dropped
                self.dropped += 1

    def _is_full(self) -> bool:
        return len(self._kept) > MOST_EXCHANGES or self._bytes > MOST_REQUEST_BYTES

    @property
    def exchanges(self) -> list[Exchange]:
        """The exchanges that are kept."""
        with self._lock:
            return [exchange for exchange, _ in self._kept]

    def clear(self) -> None:
        """Drop all exchanges and reset ``dropped``."""
        with self._lock:
            self._kept.clear()
            self._bytes = self.dropped = 0
