"""The definition of a job document: the family of schemas, the API versions, and each version's contract."""

from ipsxml.contract.api_versions import (
    FAMILY_NAMESPACE,
    PRE_4_0,
    REFERENCE,
    SEEN_VERSIONS,
    Version,
    nearest_version,
    version_named,
    version_of,
    versions,
)
from ipsxml.contract.compiled_contracts import (
    contract,
    credentials,
    family,
    libxml2_schema,
    unlimited_libxml2_schema,
    xmlschema_schema,
)
from ipsxml.contract.contract_types import ComplexType, Contract, Member, SimpleType, XsdType
from ipsxml.contract.derive import derive
from ipsxml.contract.export import export_schema
from ipsxml.contract.family import fixed_namespaces, multipart_elements
from ipsxml.contract.json_schema import export_json_schema
from ipsxml.contract.printed_names import PrintedUse, uses_of_printed_name

__all__ = [
    "FAMILY_NAMESPACE",
    "PRE_4_0",
    "REFERENCE",
    "SEEN_VERSIONS",
    "ComplexType",
    "Contract",
    "Member",
    "PrintedUse",
    "SimpleType",
    "Version",
    "XsdType",
    "contract",
    "credentials",
    "derive",
    "export_json_schema",
    "export_schema",
    "family",
    "fixed_namespaces",
    "libxml2_schema",
    "multipart_elements",
    "nearest_version",
    "unlimited_libxml2_schema",
    "uses_of_printed_name",
    "version_named",
    "version_of",
    "versions",
    "xmlschema_schema",
]
