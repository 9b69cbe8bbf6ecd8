"""Plain documents: what a document says, as JSON has it, with the version and envelope it came in."""

from dataclasses import dataclass, replace
from typing import Any

from ipsxml.contract import PRE_4_0, Version, contract, fixed_namespaces


@dataclass(frozen=True, slots=True)
class PlainDocument:
    """A document in the plain form: ``value`` is its payload's, ``element`` the payload's root.

    Conversions between XML and JSON go through this form, which holds every valid value; the
    typed model holds almost every one.
    """

    value: Any
    version: Version
    element: str
    soap_version: str | None = None

    def with_value(self, value: Any) -> "PlainDocument":
        """The same document with another value."""
        return replace(self, value=value)

    @property
    def is_fault(self) -> bool:
        """Whether the payload is a fault, which has one namespace whatever the version."""
        return self.element in fixed_namespaces()

    @property
    def contract_version(self) -> Version:
        """The version whose contract holds the payload: of a fault it is that of its namespace."""
        return PRE_4_0 if self.is_fault and not self.version.is_reference else self.version

    @property
    def type_name(self) -> str | None:
        """The name of the payload's type; ``None`` where the version has no such element."""
        return contract(self.contract_version).elements.get(self.element)
