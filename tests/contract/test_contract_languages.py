"""The translations in the schemas, and where they appear."""

import re

import pytest
from lxml import etree

import ipsxml
from ipsxml.contract import ComplexType, export_json_schema, export_schema, family, versions
from ipsxml.contract.documentation_languages import Prose, documentation, languages
from ipsxml.contract.family import LANG, XS
from ipsxml.model import types

TRANSLATED = ["TaskProgress", "TaskItemProgress", "TaskProgressArray", "TaskItemProgressArray", "ActiveJob"]
OTHERS = ["ko", "zh-Hant", "fr"]
SCRIPTS = {"ko": re.compile("[가-힣]"), "zh-Hant": re.compile("[一-鿿]"), "fr": re.compile("[a-z]")}
in_each_language = pytest.mark.parametrize("lang", OTHERS)


def parts(complex_type: ComplexType) -> list[str | None]:
    return [None, *complex_type.members]


@in_each_language
@pytest.mark.parametrize("type_name", TRANSLATED)
def test_the_types_of_progress_are_documented_in_each_language(type_name: str, lang: str) -> None:
    found = {part: documentation(lang, type_name, part) for part in parts(family().types[type_name])}

    assert {part: prose.lang for part, prose in found.items()} == dict.fromkeys(found, lang)
    assert [part for part, prose in found.items() if not SCRIPTS[lang].search(prose.text)] == []
    assert len({*found.values()} & {documentation("en", type_name, part) for part in found}) == 0


def test_untranslated_documentation_is_in_english() -> None:
    assert documentation("fr", "PDFOptions") == documentation("en", "PDFOptions")
    assert documentation("fr", "JobType", "Cleanup") == Prose("", "en")


def test_english_is_the_documentation_of_the_contract() -> None:
    contract_says = {
        (name, part): complex_type.members[part].documentation if part else complex_type.documentation
        for name, complex_type in family().types.items()
        for part in parts(complex_type)
    }

    assert {key: documentation("en", *key).text for key in contract_says} == contract_says
    for name, simple_type in family().simple_types.items():
        assert documentation("en", name).text == simple_type.documentation


def test_the_languages_are_those_of_the_schemas() -> None:
    assert languages() == ("en", *OTHERS)


@pytest.mark.parametrize("version", versions(), ids=lambda version: version.name)
def test_exported_schemas_are_in_english(version: ipsxml.Version) -> None:
    xsd, json_schema = export_schema(api=version.name), export_json_schema(api=version.name)

    prose = etree.fromstring(xsd).iter(f"{XS}documentation")
    assert {each.get(LANG) for each in prose} == {"en"}
    assert (xsd.isascii(), json_schema.isascii()) == (True, True)


def test_the_typed_model_is_in_english() -> None:
    assert (types.TaskProgress.__doc__ or "").isascii()
