"""Resolve names that reference pages print to the elements they mean."""

import pytest

from ipsxml.contract import PrintedUse, family, uses_of_printed_name
from ipsxml.contract.printed_names import printed_value


def test_a_machine_translated_name_resolves_to_its_element() -> None:
    uses = uses_of_printed_name("numProcédé")

    assert uses == (PrintedUse(type_name="TaskProgress", meant="numProcessed", languages=("fr",)),)


def test_a_name_printed_on_several_pages_is_listed_once_per_type() -> None:
    uses = uses_of_printed_name("進度")

    assert uses == (
        PrintedUse(type_name="ActiveJob", meant="progress", languages=("zh-Hans", "zh-Hant")),
        PrintedUse(type_name="TaskProgress", meant="progress", languages=("zh-Hans", "zh-Hant")),
    )


def test_a_name_lists_all_languages_whose_pages_print_it() -> None:
    uses = uses_of_printed_name("imageServingRenderJob")

    assert [(use.meant, len(use.languages)) for use in uses] == [("imageRenderingPublishJob", 12)]


def test_an_alias_without_translations_resolves_to_its_element() -> None:
    uses = uses_of_printed_name("item")

    assert uses == (PrintedUse(type_name="TaskProgressArray", meant="items", languages=()),)


@pytest.mark.parametrize(
    "name", ["taskProgressArray 작업", "taskprogressarray작업", "TASK-Progress_Array 작업"]
)
def test_spaces_hyphens_underscores_and_case_do_not_matter(name: str) -> None:
    uses = uses_of_printed_name(name)

    assert uses == (PrintedUse(type_name="ActiveJob", meant="taskProgressArray", languages=("ko",)),)


@pytest.mark.parametrize("name", ["", " ", "xyzzy", "numProcessed", "progress", "items", "taskProgressArray"])
def test_a_name_that_no_page_misprints_resolves_to_nothing(name: str) -> None:
    assert uses_of_printed_name(name) == ()


@pytest.mark.parametrize(
    ("name", "description"),
    [
        ("tâcheÉtat", "the French reference page's name for taskState"),
        ("총 크기", "the Korean reference page's name for totalSize"),
        ("ripPdfJob", "the reference pages' name for ripPdfsJob"),
        ("imageServingRenderJob", "the reference pages' name for imageRenderingPublishJob"),
        ("作用中工作", "the Traditional Chinese reference page's name for ActiveJob"),
        ("item", "the reference pages' name for items"),
    ],
)
def test_a_use_is_described_in_words(name: str, description: str) -> None:
    descriptions = [use.describe() for use in uses_of_printed_name(name)]

    assert descriptions == [description]


def test_every_alias_of_the_reference_contract_is_a_printed_name() -> None:
    aliases = [
        (member.name, member.alias_of)
        for found in family().types.values()
        for member in found.members.values()
        if member.alias_of
    ]

    assert {meant for name, meant in aliases} >= {"ripPdfsJob", "uploadUrlsJob", "videoPublishJob"}
    for name, meant in aliases:
        assert meant in {use.meant for use in uses_of_printed_name(name)}


@pytest.mark.parametrize(
    ("type_name", "text", "meant"),
    [
        ("TaskState", "처리", "Processing"),
        ("TaskState", "En Échec", "Failed"),
        ("TaskState", "En E\u0301chec", "Failed"),
        ("JobType", "uploadUrlsJob", "UrlUpload"),
        ("JobType", "처리", None),
    ],
)
def test_a_printed_value_resolves_to_the_wire_value(type_name: str, text: str, meant: str | None) -> None:
    use = printed_value(type_name, text)

    assert (use and use.meant) == meant
