"""Trouble on demand: what the next calls of an operation meet instead of, or in addition to, an answer."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from http import HTTPStatus
from threading import Lock

from ipsxml.contract import versions
from ipsxml.contract.operations import operations, uploads
from ipsxml.near_misses import near_miss
from ipsxml.simulation.service_faults import ServiceFault

_LONGEST_DELAY = 3_600.0


@dataclass(frozen=True, slots=True)
class Trouble:
    """What the next ``times`` calls of an operation meet.

    ``operation`` is the operation's name (``stopJob``); ``None`` means any. After ``delay`` seconds, calls
    are answered with ``fault``, or with the HTTP ``status`` and a page instead of an envelope, as a proxy
    answers; such calls are not carried out. With ``cut``, calls are carried out, and the connection breaks
    in the middle of the answer.

    Raises ``ValueError`` if there is no trouble, more than one of ``fault``, ``status``, and ``cut``, or a
    value out of range.
    """

    operation: str | None = None
    times: int = 1
    delay: float = 0.0
    fault: ServiceFault | None = None
    status: int | None = None
    cut: bool = False

    def __post_init__(self) -> None:
        _check_operation(self.operation)
        kinds = [self.fault is not None, self.status is not None, self.cut]
        if sum(kinds) > 1:
            raise ValueError("fault, status, and cut cannot be combined")
        if not any(kinds) and not self.delay:
            raise ValueError("a fault, a status, a cut, or a delay is required")
        if self.times < 1:
            raise ValueError(f"times must be 1 or more, not {self.times}")
        if not 0 <= self.delay <= _LONGEST_DELAY:
            raise ValueError(f"delay must be between 0 and {_LONGEST_DELAY:.0f} seconds, not {self.delay}")
        if self.status is not None and not _is_error(self.status):
            raise ValueError(f"status must be an HTTP error such as 503, not {self.status}")


def _check_operation(operation: str | None) -> None:
    """Raise ``ValueError`` for a name that is probably misspelled, because its trouble would never occur."""
    known = {name for version in versions()[1:] for name in (*operations(version), *uploads(version))}
    if operation is None or operation in known:
        return
    meant = near_miss(operation, known)
    if meant is not None:
        raise ValueError(f"unknown operation {operation}; did you mean {meant}?")
    if not operation:
        raise ValueError("operation must not be empty; leave it out to match any operation")


def _is_error(status: int) -> bool:
    return status >= 400 and status in {known.value for known in HTTPStatus}


class Troubles:
    """The pending troubles, in the order in which they were requested."""

    def __init__(self) -> None:
        self._waiting: list[Trouble] = []
        self._lock = Lock()

    def add(self, trouble: Trouble) -> None:
        """Add a trouble after the pending ones."""
        with self._lock:
            self._waiting.append(trouble)

    def take(self, operation: str) -> Trouble | None:
        """The trouble that this call of an operation meets; ``None`` if there is none."""
        with self._lock:
            for place, trouble in enumerate(self._waiting):
                if trouble.operation in (None, operation):
                    left = [replace(trouble, times=trouble.times - 1)] if trouble.times > 1 else []
                    self._waiting[place : place + 1] = left
                    return trouble
        return None

    @property
    def waiting(self) -> Iterable[Trouble]:
        """The pending troubles, each with its remaining number of times."""
        with self._lock:
            return tuple(self._waiting)

    def clear(self) -> None:
        """Remove all pending troubles."""
        with self._lock:
            self._waiting.clear()
