"""Backends: the interface between the HTTP side of the service and its answers."""

from collections.abc import Sequence
from typing import Protocol, runtime_checkable

from ipsxml.codec import Plain
from ipsxml.contract import Version
from ipsxml.simulation.posted_uploads import PostedFile


class Backend(Protocol):
    """Answers one operation at a time; the HTTP side never calls it concurrently."""

    def answer(self, operation: str, parameters: dict[str, Plain], version: Version) -> dict[str, Plain]:
        """The plain value of ``{operation}Return`` for a valid plain ``{operation}Param``.

        ``version`` is the version of the request; the answer must meet its contract. Raises
        ``ServiceFault``.
        """
        ...


@runtime_checkable
class AnswersOutside(Protocol):
    """A backend that also answers operations outside the job family."""

    def answer_outside(self, operation: str, namespace: str) -> str | None:
        """The payload that answers an operation, as XML; ``None`` if there is no answer.

        ``namespace`` is the namespace of the request. Raises ``ServiceFault``.
        """
        ...


@runtime_checkable
class TakesFiles(Protocol):
    """A backend that receives the files of an upload. Other backends receive only the parameters."""

    def upload(
        self, parameters: dict[str, Plain], files: Sequence[PostedFile], version: Version
    ) -> dict[str, Plain]:
        """The plain value of uploadPostReturn for a valid plain uploadPostParam that was posted with files.

        Raises ``ServiceFault``.
        """
        ...


@runtime_checkable
class Resettable(Protocol):
    """A backend that can start over."""

    def reset(self) -> None:
        """Return to the initial state."""
        ...
