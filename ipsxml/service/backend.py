"""What answers requests: the interface between the HTTP side of the service and its content."""

from collections.abc import Sequence
from typing import Protocol, runtime_checkable

from ipsxml.codec import Plain
from ipsxml.contract import Version
from ipsxml.simulation.posted_uploads import PostedFile


class Backend(Protocol):
    """Answers one operation at a time; the HTTP side takes care that no two run at once."""

    def answer(self, operation: str, parameters: dict[str, Plain], version: Version) -> dict[str, Plain]:
        """The plain value of ``{operation}Return`` for a valid plain ``{operation}Param``.

        ``version`` is the version of the request, whose contract the answer has to meet.
        Raises ``ServiceFault``.
        """
        ...


@runtime_checkable
class AnswersOutside(Protocol):
    """A backend that answers operations outside the job family, too."""

    def answer_outside(self, operation: str, namespace: str) -> str | None:
        """The XML of the payload to answer an operation with; ``None`` where it has none.

        ``namespace`` is that of the request. Raises ``ServiceFault``.
        """
        ...


@runtime_checkable
class TakesFiles(Protocol):
    """A backend that takes the files of an upload; any other is asked about an upload without them."""

    def upload(
        self, parameters: dict[str, Plain], files: Sequence[PostedFile], version: Version
    ) -> dict[str, Plain]:
        """The plain value of uploadPostReturn for a valid plain uploadPostParam, posted with files.

        Raises ``ServiceFault``.
        """
        ...


@runtime_checkable
class Resettable(Protocol):
    """A backend that can begin anew."""

    def reset(self) -> None:
        """Be as at the beginning."""
        ...
