"""JSON is valid under the exported JSON Schema if and only if it is a valid document."""

import json
import sys
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from plain_values import VERSIONS, full_document
from thoroughness import examples

import ipsxml
from ipsxml.codec import write_json
from ipsxml.contract import Version, fixed_namespaces, version_named
from ipsxml.contract.json_schema import export_json_schema
from ipsxml.testing.strategies.value_strategies import plain_documents

FIXTURES = sorted((Path(__file__).parents[2] / "fixtures" / "good").glob("*.xml"))
FIXED = sorted(fixed_namespaces())
quickly = settings(max_examples=examples(40), deadline=None, suppress_health_check=list(HealthCheck))
every_version = pytest.mark.parametrize("version", VERSIONS, ids=lambda version: version.name)

LARGEST = int(sys.float_info.max)
# Replacement values: some nearly right, some wrong.
TRAPS: list[Any] = [
    None, True, 0, 1, 1.0, 1.5, -1, 2**31, 2**31 - 1, 2**63, 0.3, "", "x", "1", "INF", "+INF", "NaN", "true",
    "Running", "en-US", "en_US", "a\u0000b", "a\ufffeb", "2011-02-29T00:00:00", "2012-02-29T24:00:00Z",
    "2012-02-29T24:00:01Z", "0000-01-01T00:00:00", "12345-01-01T00:00:00.1234567", "2011-01-01", [], {},
    [1], ["a"], {"a": 1}, 10001, "1.1", 1e22, 2**1023, LARGEST, LARGEST + 1, -LARGEST, -LARGEST - 1, 10**400,
]  # fmt: skip


@cache
def validator(api: str) -> Draft202012Validator:
    schema = json.loads(export_json_schema(api=api))
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema)


def places(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """The paths of a JSON value and of every value in it."""
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [path, *(place for key, each in items for place in places(each, (*path, key)))]


def changed(value: Any, path: tuple[Any, ...], new: Any, *, drop: bool) -> Any:
    """A JSON value with the value at ``path`` replaced or dropped."""
    if not path:
        return new
    copy = dict(value) if isinstance(value, dict) else list(value)
    if len(path) == 1 and drop:
        del copy[path[0]]
    else:
        copy[path[0]] = changed(value[path[0]], path[1:], new, drop=drop)
    return copy


@pytest.mark.parametrize("value", TRAPS, ids=lambda value: f"{value!r:.20}")
@pytest.mark.parametrize(
    ("api", "element", "name"),
    [
        ("reference", "activeJob", "totalSize"),
        ("reference", "taskItemProgress", "progress"),
        ("2013-02-15", "activeJob", "totalSize"),
        ("2013-02-15", "unsharpMaskOptions", "radius"),
        ("2013-02-15", "thumbnailOptions", "thumbnailTime"),
    ],
)
def test_the_schema_and_validate_agree_on_a_value(api: str, element: str, name: str, value: Any) -> None:
    form = json.loads(write_json(full_document(version_named(api), element)))
    form[element][name] = value

    is_valid = ipsxml.validate(json.dumps(form).encode()).valid

    assert validator(api).is_valid(form) == is_valid
    if is_valid:
        assert ipsxml.decode(ipsxml.encode(ipsxml.from_json(json.dumps(form)))).payload


@pytest.mark.parametrize("path", FIXTURES, ids=lambda path: path.stem)
def test_the_json_of_a_good_document_is_valid(path: Path) -> None:
    form = json.loads(ipsxml.to_json(path))

    assert [error.message for error in validator(form["@apiVersion"]).iter_errors(form)] == []


@every_version
@pytest.mark.parametrize("elements", [None, FIXED], ids=["its own", "in every version"])
@quickly
@given(data=st.data())
def test_the_schema_and_validate_agree_on_a_changed_document(
    version: Version, elements: list[str] | None, data: st.DataObject
) -> None:
    documents = plain_documents(version, elements, soap_versions=(None, "1.1", "1.2"))
    form = json.loads(write_json(data.draw(documents)))
    path = data.draw(st.sampled_from(places(form)))
    new, drop = data.draw(st.sampled_from(TRAPS)), data.draw(st.booleans())
    mutant = changed(form, path, new, drop=drop and bool(path))

    is_valid = ipsxml.validate(json.dumps(mutant).encode()).valid
    event(f"valid: {is_valid}")

    assert validator(version.name).is_valid(mutant) == is_valid


@every_version
@pytest.mark.parametrize(
    "name", ["user", "password", "accessToken", "accesstoken", "PASSWORD", "tokens", "x"]
)
@pytest.mark.parametrize("value", ["x", 7, {}, None])
def test_credentials_are_dropped_unread_so_the_schema_accepts_any_value(
    version: Version, name: str, value: Any
) -> None:
    required = {"appName": "Example", "appVersion": "1.0"}
    form = {"@apiVersion": version.name, "authHeader": required | {name: value}}

    assert validator(version.name).is_valid(form) == ipsxml.validate(json.dumps(form).encode()).valid
    assert validator(version.name).is_valid(form) == (name not in ("tokens", "x"))


@every_version
def test_a_fault_can_be_exported_alone_for_every_version(version: Version) -> None:
    schema = json.loads(export_json_schema("authenticationFault", api=version.name))

    assert list(schema["properties"]) == ["@apiVersion", "@soap", "authenticationFault"]
    assert list(schema["$defs"]) == ["authenticationFault"]


def test_a_type_can_be_exported_alone_and_an_unknown_one_is_rejected() -> None:
    schema = json.loads(export_json_schema("TaskProgress", api="2010-01-31"))

    assert list(schema["properties"]) == ["@apiVersion", "@soap", "TaskProgress", "taskProgress"]
    assert list(schema["$defs"]) == ["TaskItemProgressArray", "TaskItemProgress", "TaskProgress"]
    with pytest.raises(ipsxml.UnknownType, match="2010-01-31 has no type or element Task"):
        export_json_schema("Task", api="2010-01-31")
