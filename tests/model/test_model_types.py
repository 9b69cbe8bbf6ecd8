"""The typed model matches the schemas and is well documented."""

import inspect
import pydoc
import re
import subprocess
import sys
from datetime import datetime
from pathlib import Path
from types import UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

import msgspec
import pytest

import ipsxml
from ipsxml.contract import ComplexType, Member, Version, contract, family, versions
from ipsxml.model import JobDetail, Payload, WithJobDetails, model_type, types
from tools.generate_model import model_source

BUILTINS: dict[str, type] = {
    "xs:string": str,
    "xs:int": int,
    "xs:long": int,
    "xs:double": float,
    "xs:boolean": bool,
    "xs:dateTime": datetime,
}
every_version = pytest.mark.parametrize("version", versions(), ids=lambda version: version.name)
every_class = pytest.mark.parametrize("name", types.__all__)


def model_class(type_name: str) -> type[Payload]:
    found = model_type(type_name)
    assert isinstance(found, type)
    assert issubclass(found, Payload)
    return found


def fields_by_wire_name(cls: type[Payload]) -> dict[str, msgspec.structs.FieldInfo]:
    return {field.encode_name: field for field in msgspec.structs.fields(cls)}


def alternatives(annotation: Any) -> set[Any]:
    return set(get_args(annotation)) if get_origin(annotation) in (Union, UnionType) else {annotation}


def expected_type(member: Member) -> Any:
    if not isinstance(member.type, ComplexType):
        return BUILTINS[member.type.base]
    if member.type.is_array:
        return list[expected_type(member.type.members["items"])]  # type: ignore[misc] # made from the schemas
    return model_class(member.type.name)


def test_the_module_is_what_the_schemas_generate() -> None:
    assert inspect.getsource(types) == model_source(), "run make model"


@every_version
def test_the_classes_have_the_members_of_every_version_in_its_order(version: Version) -> None:
    for complex_type in contract(version).types.values():
        if complex_type.is_array:
            continue
        members = [member for member in complex_type.members.values() if member.alias_of is None]
        fields = fields_by_wire_name(model_class(complex_type.name))

        names = [member.name for member in members]
        assert [name for name in fields if name in names] == names
        for member in members:
            field = fields[member.name]
            allowed = alternatives(field.type)
            assert expected_type(member) in allowed
            assert field.required <= bool(member.min_occurs), (complex_type.name, member.name)


def test_every_member_of_a_class_is_in_some_version() -> None:
    for name in types.__all__:
        cls = getattr(types, name)
        [complex_type] = [found for found in family().types.values() if _class_name(found.name) == name]
        members = [member for member in complex_type.members.values() if member.alias_of is None]

        assert list(cls.__struct_encode_fields__) == [member.name for member in members]


def test_fields_have_the_types_and_requirements_of_the_schemas() -> None:
    for complex_type in family().types.values():
        if complex_type.is_array:
            continue
        hints = get_type_hints(model_class(complex_type.name))
        for wire_name, field in fields_by_wire_name(model_class(complex_type.name)).items():
            member = complex_type.members[wire_name]
            expected = {expected_type(member)} | ({BUILTINS[member.wire_type]} if member.wire_type else set())

            assert alternatives(hints[field.name]) == expected | (
                set() if member.min_occurs else {type(None)}
            )
            assert field.required == bool(member.min_occurs)
            assert field.required or field.default is None


def _class_name(type_name: str) -> str:
    return type_name[0].upper() + type_name[1:]


def test_every_type_except_arrays_is_a_class() -> None:
    expected = sorted(_class_name(name) for name, found in family().types.items() if not found.is_array)

    assert types.__all__ == expected
    assert all(issubclass(getattr(types, name), Payload) for name in types.__all__)


def test_an_array_is_a_list_of_its_items() -> None:
    assert model_type("ActiveJobArray") == list[types.ActiveJob]
    assert model_type("StringArray") == list[str]


@every_class
def test_every_class_and_each_of_its_fields_is_documented(name: str) -> None:
    cls = getattr(types, name)
    documentation = inspect.getdoc(cls)
    assert documentation is not None
    summary, _, attributes = documentation.partition("\n\nAttributes:\n")

    documented = re.findall(r"^    (\w+): (\S.*)$", attributes, re.MULTILINE)

    assert re.fullmatch(r"[A-Z].*\.", " ".join(summary.split()))
    assert [field for field, _ in documented] == list(cls.__struct_fields__)


@every_class
def test_fields_are_in_snake_case(name: str) -> None:
    for field in getattr(types, name).__struct_fields__:
        assert re.fullmatch(r"[a-z][a-z0-9]*(_[a-z0-9]+)*", field)


def test_help_shows_the_documentation() -> None:
    text = re.sub(".\b", "", pydoc.render_doc(ipsxml.ActiveJob))  # without overstriking

    assert (inspect.getdoc(ipsxml.ActiveJob) or "-").splitlines()[0] in text
    assert "job_handle: " in text
    assert "Since 20" in text
    assert "The job detail, with its name" in text


def blank(cls: type[Payload], **fields: Any) -> Any:
    """An object of a class with a value in every required field."""
    samples: dict[Any, Any] = {str: "x", int: 7, float: 0.5, bool: True, datetime: datetime(2011, 3, 30)}
    required: dict[str, Any] = {
        info.name: next((sample for kind, sample in samples.items() if kind in alternatives(info.type)), [])
        for info in msgspec.structs.fields(cls)
        if info.required
    }
    return cls(**required, **fields)


def a_job(**fields: Any) -> types.ActiveJob:
    found = blank(types.ActiveJob, **fields)
    assert isinstance(found, types.ActiveJob)
    return found


def test_a_job_without_a_job_detail_has_no_details() -> None:
    assert a_job().details is None


@pytest.mark.parametrize(
    ("field", "name", "cls"),
    [
        ("rip_pdfs_job", "ripPdfsJob", "RipPdfsJob"),
        ("upload_post_job", "uploadPostJob", "UploadPostJob"),
        ("export_job", "exportJob", "ExportJob"),
    ],
)
def test_details_is_the_job_detail_that_is_present(field: str, name: str, cls: str) -> None:
    if field not in types.ActiveJob.__struct_fields__:
        pytest.skip(f"ActiveJob has no {field}")
    detail = blank(getattr(types, cls))

    assert a_job(**{field: detail}).details == JobDetail(name, detail)


def test_details_finds_every_job_detail_of_every_job() -> None:
    for cls in (getattr(types, name) for name in types.__all__):
        details = [
            name
            for name in cls.__struct_encode_fields__
            if _class_name(name) in types.__all__ and name.endswith("Job")
        ]
        assert bool(details) == issubclass(cls, WithJobDetails), cls


def test_details_is_the_first_of_several() -> None:
    details = {
        "image_rendering_publish_job": blank(types.ImageRenderingPublishJob),
        "image_serving_publish_job": blank(types.ImageServingPublishJob),
    }

    found = a_job(**details).details

    assert found is not None
    assert found.name == "imageServingPublishJob"


def test_objects_are_compared_by_value_and_mutable() -> None:
    one, other = a_job(), a_job()
    assert one == other

    other.name = "another"

    assert one != other
    assert (one.name, other.name) == ("x", "another")


def test_objects_are_built_with_keywords_only() -> None:
    build: Any = types.SubmitJobReturn

    with pytest.raises(TypeError):
        build("j|7")
    with pytest.raises(TypeError):
        build()
    with pytest.raises(TypeError):
        build(job_handle="j|7", jobHandle="j|7")


def test_unknown_fields_are_rejected() -> None:
    with pytest.raises(msgspec.ValidationError, match="unknown field `unknown`"):
        msgspec.convert({"jobHandle": "j|7", "unknown": 1}, types.SubmitJobReturn)


def test_wire_names_are_from_the_schemas_and_absent_fields_are_omitted() -> None:
    upload = types.UploadUrl(source_url="https://example.com/a.tif", dest_path="a/")

    assert msgspec.to_builtins(upload) == {"sourceUrl": "https://example.com/a.tif", "destPath": "a/"}
    assert "imageServingPublishJob" not in msgspec.to_builtins(a_job())


def test_the_classes_are_exported_by_the_package() -> None:
    assert ipsxml.ActiveJob is types.ActiveJob
    assert set(types.__all__) <= set(dir(ipsxml))
    assert set(ipsxml.__all__) <= set(dir(ipsxml))
    assert [getattr(ipsxml, name) for name in types.__all__] == [
        getattr(types, name) for name in types.__all__
    ]


@pytest.mark.parametrize("name", ["NoSuchClass", "no_such_function", "datetime", "field"])
def test_other_names_are_attribute_errors(name: str) -> None:
    with pytest.raises(AttributeError, match=f"has no attribute '{name}'"):
        getattr(ipsxml, name)


@pytest.mark.parametrize("name", ["Payload", "WithJobDetails"])
def test_base_classes_are_not_exported_by_the_package(name: str) -> None:
    assert name not in dir(ipsxml)


@pytest.mark.parametrize("module", ["ipsxml", "ipsxml.cli"])
def test_importing_the_package_or_command_does_not_import_the_model(module: str) -> None:
    program = (
        f"import {module}, sys; print([name for name in ('msgspec', 'xmlschema') if name in sys.modules])"
    )
    root = Path(__file__).parents[2]

    done = subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-c", program], capture_output=True, text=True, check=True, cwd=root, timeout=60
    )

    assert done.stdout.strip() == "[]"
