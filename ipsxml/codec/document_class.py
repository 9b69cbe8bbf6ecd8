"""``Document``: a payload, plain or typed, with its version and its envelope's SOAP version."""

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Generic

from ipsxml.contract import PRE_4_0, ComplexType, Version, contract, fixed_namespaces, version_named

if TYPE_CHECKING:
    from typing_extensions import TypeVar

    # Inside the library, a payload may also be in the plain form, hence the default Any.
    PayloadT_co = TypeVar("PayloadT_co", covariant=True, default=Any)
else:
    from typing import TypeVar

    PayloadT_co = TypeVar("PayloadT_co", covariant=True)


@dataclass(frozen=True, slots=True)
class Document(Generic[PayloadT_co]):
    """A document in Python.

    ``payload`` is a model object (``GetActiveJobsReturn``, ``ActiveJob``, a fault, …), or a list of them
    if the document is an array. Inside the library, it may also be in the plain form, as in JSON, which
    can represent every valid value. ``api_version`` is the document's version. ``element`` is the name of
    the payload's root element. ``soap_version`` is the version of its SOAP envelope, ``"1.1"`` or
    ``"1.2"``, or ``None`` without an envelope.
    """

    payload: PayloadT_co
    api_version: str
    element: str
    soap_version: str | None = None

    def with_payload(self, payload: Any) -> "Document":
        """The same document with another payload, or with the same payload in another form."""
        document: Document = replace(self, payload=payload)
        return document

    @property
    def version(self) -> Version:
        """The document's version. Raises ``UnknownVersion``."""
        return version_named(self.api_version)

    @property
    def is_fault(self) -> bool:
        """Whether the payload is a fault, whose namespace is the same in every version."""
        return self.element in fixed_namespaces()

    @property
    def contract_version(self) -> Version:
        """The version whose contract has the payload; for a fault, the version of its fixed namespace."""
        return PRE_4_0 if self.is_fault and not self.version.is_reference else self.version

    @property
    def complex_type(self) -> ComplexType | None:
        """The type of the payload; ``None`` if the version has no such element."""
        return contract(self.contract_version).elements.get(self.element)

    @property
    def type_name(self) -> str | None:
        """The name of the payload's type; ``None`` if the version has no such element."""
        return self.complex_type.name if self.complex_type else None
