"""From a name that a reference page prints to the element that it stands for."""

import pytest

from ipsxml.contract import PrintedUse, family, spaced_printed_names, uses_of_printed_name

IMAGE_RENDERING = PrintedUse(
    type_name="ActiveJob", wire_name="imageRenderingPublishJob", languages=("ko", "zh-Hant")
)


def test_a_machine_translated_name_leads_to_its_element() -> None:
    uses = uses_of_printed_name("numProcédé")

    assert uses == (PrintedUse(type_name="TaskProgress", wire_name="numProcessed", languages=("fr",)),)


def test_a_name_that_several_pages_print_alike_is_told_once_for_each_type() -> None:
    uses = uses_of_printed_name("進度")

    assert uses == (
        PrintedUse(type_name="TaskProgress", wire_name="progress", languages=("zh-Hant",)),
        PrintedUse(type_name="ActiveJob", wire_name="progress", languages=("zh-Hant",)),
    )


def test_a_name_that_pages_of_several_languages_print_has_them_all() -> None:
    uses = uses_of_printed_name("imageServingRenderJob")

    assert uses == (IMAGE_RENDERING,)


def test_an_alias_that_no_page_in_another_language_prints_leads_to_its_element() -> None:
    uses = uses_of_printed_name("item")

    assert uses == (PrintedUse(type_name="TaskProgressArray", wire_name="items", languages=()),)


@pytest.mark.parametrize(
    "name", ["taskProgressArray 작업", "taskprogressarray작업", "TASK-Progress_Array 작업"]
)
def test_spaces_hyphens_underscores_and_case_do_not_matter(name: str) -> None:
    uses = uses_of_printed_name(name)

    assert uses == (PrintedUse(type_name="ActiveJob", wire_name="taskProgressArray", languages=("ko",)),)


@pytest.mark.parametrize("name", ["", " ", "xyzzy", "numProcessed", "progress", "items", "taskProgressArray"])
def test_a_name_that_no_page_misprints_stands_for_nothing(name: str) -> None:
    assert uses_of_printed_name(name) == ()


@pytest.mark.parametrize(
    ("name", "description"),
    [
        ("tâcheÉtat", "the French reference page's name for taskState"),
        ("총 크기", "the Korean reference page's name for totalSize"),
        ("ripPdfJob", "the Traditional Chinese reference page's name for ripPdfsJob"),
        (
            "imageServingRenderJob",
            "the Korean and Traditional Chinese reference pages' name for imageRenderingPublishJob",
        ),
        ("item", "the reference pages' name for items"),
    ],
)
def test_a_use_is_described_in_words(name: str, description: str) -> None:
    descriptions = [use.describe() for use in uses_of_printed_name(name)]

    assert descriptions == [description]


def test_every_use_of_every_printed_name_can_be_described() -> None:
    printed_names = [
        printed.name
        for found in family().types.values()
        for member in found.members.values()
        for printed in member.printed_names
    ]

    undescribed = [
        name
        for name in printed_names
        for use in uses_of_printed_name(name)
        if not use.describe().endswith(f" name for {use.wire_name}")
    ]

    assert undescribed == []


def test_the_names_that_xml_could_not_hold_are_known() -> None:
    names = spaced_printed_names()

    assert sorted(names) == sorted(
        [
            "진행 중",
            "회사 핸들",
            "작업 핸들",
            "원본 이름",
            "server Name",
            "시작 날짜",
            "총 크기",
            "진행 상황",
            "taskProgressArray 작업",
            "비디오 게시 작업",
            "PDF 리핑작업",
            "imagesJob 최적화",
            "업로드 PostJob",
            "내보내기 작업",
        ]
    )
