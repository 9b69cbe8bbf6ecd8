"""The API versions: their namespaces, and the evidence for each."""

import re
from dataclasses import dataclass

from ipsxml.errors import UnknownVersion


@dataclass(frozen=True, slots=True)
class Version:
    """One API version of the job documents.

    ``namespace`` alone identifies a document's version; it is empty for the reference pages.
    ``api_release`` is the release that introduced the version, ``"-"`` if unknown. ``evidence``
    names the public sources behind its contract.
    """

    name: str
    namespace: str
    api_release: str
    evidence: str

    @property
    def is_reference(self) -> bool:
        """Whether this is the contract of the reference pages, which has no namespace."""
        return not self.namespace


FAMILY_NAMESPACE = "http://www.scene7.com/IpsApi/xsd"

# From oldest to newest: "since" and "until" rely on this order.
_ROWS = (
    ("pre-4.0", "", "before 4.0", "two generated clients, examples on the reference pages"),
    ("2008-01-15", "/2008-01-15", "4.0", "change log"),
    ("2008-09-10", "/2008-09-10", "4.2", "change log"),
    ("2009-07-31", "/2009-07-31", "4.4", "change log"),
    ("2010-01-31", "/2010-01-31", "4.5", "recorded responses, change log"),
    ("2012-02-14", "/2012-02-14", "6.0", "change log"),
    ("2013-02-15", "/2013-02-15", "6.6", "the published WSDL"),
    ("2013-08-29-beta", "/2013-08-29-beta", "-", "examples on the reference pages"),
    ("2014-04-03", "/2014-04-03", "6.8", "listed as the newest release; shape inferred from its neighbors"),
    ("2016-01-14-beta", "/2016-01-14-beta", "-", "a generated client"),
)
# Real versions whose job documents have not been published. Each uses the nearest known contract.
_SEEN = {
    "2011-11-04-beta": "operation pages on folders and publish contexts",
    "2011-11-04": "operation pages on folders and publish contexts",
    "2012-07-31-beta": "operation pages on Photoshop paths and automatic cropping",
    "2012-07-31": "operation pages on Photoshop paths and automatic cropping",
    "2017-10-29-beta": "public clients that post plain XML",
    "2023-01-15": "an operation page on emptying the trash",
}
REFERENCE = Version(
    "reference", "", "-", "the public reference pages: documents without a namespace are checked against them"
)
WIRE_VERSIONS = tuple(
    Version(name, FAMILY_NAMESPACE + path, release, evidence) for name, path, release, evidence in _ROWS
)
PRE_4_0 = WIRE_VERSIONS[0]
SEEN_VERSIONS = tuple(
    Version(name, f"{FAMILY_NAMESPACE}/{name}", "-", evidence) for name, evidence in _SEEN.items()
)
"""Versions that are publicly used but whose shape is unknown."""

_BY_NAME = {version.name: version for version in (REFERENCE, *WIRE_VERSIONS)}
_BY_NAMESPACE = {version.namespace: version for version in _BY_NAME.values()}
_AGE = {version.name: age for age, version in enumerate(WIRE_VERSIONS)}
_DATED = re.compile(re.escape(FAMILY_NAMESPACE) + r"/([0-9]{4}-[0-9]{2}-[0-9]{2}(?:-[a-z]+)?)")


def versions() -> tuple[Version, ...]:
    """All API versions: the reference contract first, then from oldest to newest.

    >>> [version.name for version in versions()][:3]
    ['reference', 'pre-4.0', '2008-01-15']
    """
    return (REFERENCE, *WIRE_VERSIONS)


def version_named(name: str) -> Version:
    """The version called ``name``. Raises ``UnknownVersion`` with a suggestion if there is none."""
    try:
        return _BY_NAME[name]
    except KeyError:
        raise UnknownVersion(_no_version(name)) from None


def _no_version(name: str) -> str:
    from ipsxml.near_misses import did_you_mean  # only needed for a misspelled name

    if any(version.name == name for version in SEEN_VERSIONS):
        nearest = nearest_version(f"{FAMILY_NAMESPACE}/{name}")
        assert nearest is not None
        return f"the shape of API version {name} is unknown; the nearest known one is {nearest.name}"
    hint = did_you_mean(name, _BY_NAME) or f"; known versions: {', '.join(_BY_NAME)}"
    return f"no API version {name!r}{hint}"


def version_of(namespace: str) -> Version | None:
    """The version whose namespace is exactly ``namespace``; ``""`` is the reference."""
    return _BY_NAMESPACE.get(namespace)


def nearest_version(namespace: str) -> Version | None:
    """The newest known version that is not later than the date in an IPS ``namespace``.

    A date before all dated versions gives ``pre-4.0``. ``None`` if ``namespace`` is not an IPS namespace
    with a date.

    >>> nearest_version("http://www.scene7.com/IpsApi/xsd/2011-06-30").name
    '2010-01-31'
    """
    dated = _DATED.fullmatch(namespace)
    if dated is None:
        return None
    known = [version for version in WIRE_VERSIONS[1:] if _date(version.name) <= _date(dated[1])]
    return known[-1] if known else PRE_4_0


def _date(name: str) -> tuple[str, bool]:
    """A sort key for a dated name: a beta sorts before the release of the same date."""
    date, is_release = name[:10], len(name) == 10
    return date, is_release


def is_from(version: Version, since: str | None) -> bool:
    """Whether a wire ``version`` is the one named ``since`` or later; ``None`` includes every version."""
    return since is None or _AGE[version.name] >= _AGE[since]


def is_until(version: Version, until: str | None) -> bool:
    """Whether a wire ``version`` is the one named ``until`` or earlier; ``None`` includes every version."""
    return until is None or _AGE[version.name] <= _AGE[until]


def later_of(since: str | None, other: str | None) -> str | None:
    """The later of two version names; ``None`` is earlier than any version."""
    return max(since, other, key=lambda name: -1 if name is None else _AGE[name])


def sooner_of(until: str | None, other: str | None) -> str | None:
    """The earlier of two version names; ``None`` is later than any version."""
    return min(until, other, key=lambda name: len(_AGE) if name is None else _AGE[name])
