"""Look up API versions by name, by namespace, and by the date of an unknown namespace."""

import pytest

from ipsxml.contract import (
    FAMILY_NAMESPACE,
    PRE_4_0,
    REFERENCE,
    nearest_version,
    version_named,
    version_of,
    versions,
)
from ipsxml.contract.api_versions import is_from, is_until
from ipsxml.errors import IpsXmlError, UnknownVersion

NAMES = [
    "reference",
    "pre-4.0",
    "2008-01-15",
    "2008-09-10",
    "2009-07-31",
    "2010-01-31",
    "2012-02-14",
    "2013-02-15",
    "2013-08-29-beta",
    "2014-04-03",
    "2016-01-14-beta",
]


def test_versions_are_sorted_from_oldest_to_newest_after_the_reference() -> None:
    names = [version.name for version in versions()]

    assert names == NAMES


@pytest.mark.parametrize("name", NAMES)
def test_a_version_is_found_by_its_name_and_by_its_namespace(name: str) -> None:
    named = version_named(name)

    spoken = version_of(named.namespace)

    assert (named.name, spoken) == (name, named)


def test_only_the_reference_has_no_namespace() -> None:
    without = [version for version in versions() if version.is_reference]

    assert without == [REFERENCE]
    assert version_of("") == REFERENCE


@pytest.mark.parametrize("name", ["4.5", "", "2013", "the newest"])
def test_an_unknown_name_is_rejected_with_the_list_of_names(name: str) -> None:
    with pytest.raises(UnknownVersion) as refusal:
        version_named(name)

    assert str(refusal.value) == f"no API version {name!r}; known versions: {', '.join(NAMES)}"
    assert isinstance(refusal.value, IpsXmlError)
    assert isinstance(refusal.value, ValueError)


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("2010-01-31 ", "2010-01-31"),
        ("2013-02-16", "2013-02-15"),
        ("2013-08-29", "2013-08-29-beta"),
        ("Reference", "reference"),
    ],
)
def test_a_nearly_correct_name_is_rejected_with_a_suggestion(name: str, meant: str) -> None:
    with pytest.raises(UnknownVersion) as refusal:
        version_named(name)

    assert str(refusal.value) == f"no API version {name!r}; did you mean {meant}?"


def test_a_version_of_unknown_shape_is_rejected_with_the_nearest() -> None:
    with pytest.raises(UnknownVersion) as refusal:
        version_named("2011-11-04")

    assert str(refusal.value) == (
        "the shape of API version 2011-11-04 is unknown; the nearest known one is 2010-01-31"
    )


@pytest.mark.parametrize(
    "namespace",
    [
        FAMILY_NAMESPACE + "/",
        FAMILY_NAMESPACE + "/2011-06-30",
        FAMILY_NAMESPACE + "/2010-01-31/",
        FAMILY_NAMESPACE.upper(),
        "http://www.scene7.com/IpsApi",
        "urn:foreign",
    ],
)
def test_a_namespace_must_match_a_version_exactly(namespace: str) -> None:
    assert version_of(namespace) is None


@pytest.mark.parametrize(
    ("date", "nearest"),
    [
        pytest.param("1999-12-31", "pre-4.0", id="older than all"),
        pytest.param("2008-01-14", "pre-4.0", id="a day before the first dated"),
        pytest.param("2008-01-15", "2008-01-15", id="exactly a row"),
        pytest.param("2011-06-30", "2010-01-31", id="between two"),
        pytest.param("2012-02-13", "2010-01-31", id="a day before a row"),
        pytest.param("2012-02-15", "2012-02-14", id="a day after a row"),
        pytest.param("2013-08-29-beta", "2013-08-29-beta", id="exactly a beta version"),
        pytest.param("2013-08-30", "2013-08-29-beta", id="a day after a beta"),
        pytest.param("2013-08-29", "2013-08-29-beta", id="the release of a beta, which counts as no later"),
        pytest.param("2016-01-14", "2016-01-14-beta", id="the release of the newest beta"),
        pytest.param("2011-06-30-beta", "2010-01-31", id="an unknown beta"),
        pytest.param("2099-01-01", "2016-01-14-beta", id="newer than all"),
    ],
)
def test_the_nearest_version_of_a_date_is_the_newest_not_later(date: str, nearest: str) -> None:
    found = nearest_version(f"{FAMILY_NAMESPACE}/{date}")

    assert found == version_named(nearest)


@pytest.mark.parametrize(
    "namespace",
    [
        pytest.param("", id="none"),
        pytest.param(FAMILY_NAMESPACE, id="no date"),
        pytest.param(f"{FAMILY_NAMESPACE}/", id="an empty date"),
        pytest.param(f"{FAMILY_NAMESPACE}/2011-06", id="no day"),
        pytest.param(f"{FAMILY_NAMESPACE}/2011-06-30x", id="trailing garbage"),
        pytest.param(f"{FAMILY_NAMESPACE}/2011-06-30-", id="a trailing hyphen"),
        pytest.param(f"{FAMILY_NAMESPACE}/2011-06-30/", id="a trailing slash"),
        pytest.param(f"{FAMILY_NAMESPACE}/2011-06-30\n", id="a trailing newline"),
        pytest.param(f"{FAMILY_NAMESPACE}/2011-06-30-beta 2", id="a space"),
        pytest.param(f" {FAMILY_NAMESPACE}/2011-06-30", id="a leading space"),
        pytest.param(f"{FAMILY_NAMESPACE}/٢٠١١-٠٦-٣٠", id="Arabic digits"),
        pytest.param("http://www-scene7-com/IpsApi/xsd/2011-06-30", id="another host"),
        pytest.param("http://www.scene7.com/IpsApi/2011-06-30", id="another path"),
        pytest.param("urn:foreign/2011-06-30", id="foreign"),
    ],
)
def test_a_namespace_without_a_valid_date_has_no_nearest_version(namespace: str) -> None:
    assert nearest_version(namespace) is None


def test_since_and_until_include_the_named_version() -> None:
    dated = versions()[1:]

    since = [version.name for version in dated if is_from(version, "2013-08-29-beta")]
    until = [version.name for version in dated if is_until(version, "2008-01-15")]

    assert since == ["2013-08-29-beta", "2014-04-03", "2016-01-14-beta"]
    assert until == ["pre-4.0", "2008-01-15"]


def test_without_since_and_until_every_version_is_included() -> None:
    dated = versions()[1:]

    assert [is_from(version, None) and is_until(version, None) for version in dated] == [True] * len(dated)


def test_the_oldest_version_has_the_namespace_of_the_family() -> None:
    assert (PRE_4_0.name, PRE_4_0.namespace) == ("pre-4.0", FAMILY_NAMESPACE)
