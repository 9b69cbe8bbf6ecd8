"""Single values for members that nothing else determines, by their types and names."""

from datetime import timedelta
from typing import NamedTuple

from ipsxml.codec import Plain
from ipsxml.contract import Member, SimpleType, family
from ipsxml.simulation.queue_times import written
from ipsxml.simulation.seeded_choice import Chance
from ipsxml.testing.samples.sample_setting import Scene

LOCALES = ("en-US", "de-DE", "fr", "ja-JP")
TEXTS: dict[str, tuple[str, ...]] = {
    "anchor": ("Center", "North", "Southeast"),
    "appName": ("Example Uploader", "Example Watcher"),
    "appVersion": ("1.0", "2.4.1"),
    "assetName": ("boot-114", "lamp-207"),
    "assetType": ("Image", "Pdf", "Video"),
    "clientId": ("example-client-1", "example-client-2"),
    "corner": ("UpperLeft", "BottomRight"),
    "description": ("Nightly run", "Requested by the studio", "夜間アップロード"),
    "destFolder": ("outlet", "winter-catalogue/boots"),
    "execSchedule": ("0 30 2 * * ?", "0 0 6 ? * MON"),
    "fileName": ("boot-114.tif", "lamp-207.psd"),
    "fillMethod": ("FloodFill", "MatchPixel"),
    "is_modifier": ("wid=400&hei=300", "fmt=png-alpha"),
    "items": ("UploadSuccess", "UploadWarning", "UploadError"),  # log types: the only arrays of text
    "layerNaming": ("LayerName", "AppendNumber"),
    "logMessage": ("Checked", "The file was read again"),
    "logType": ("Info", "Warning"),
    "macro": ("thumbnail", "zoom"),
    "process": ("None",),
    "sortBy": ("LogType", "AssetName"),
    "xmpKeywords": ("winter,boots", "outlet"),
    "xmpTemplateId": ("default", "studio"),
}
NUMBERS: dict[str, tuple[int, ...]] = {
    "bottom": (0, 12, 40),
    "faultHttpStatusCode": (200, 500),
    "left": (0, 12, 40),
    "monochrome": (0, 1),
    "numRows": (10, 50, 500),
    "recordsPerPage": (25, 100),
    "resultsPage": (1, 2),
    "right": (0, 12, 40),
    "thumbnailTime": (1_000, 2_500, 10_000),
    "threshold": (0, 2, 8),
    "top": (0, 12, 40),
}
DOUBLES: dict[str, tuple[float, ...]] = {
    "amount": (0.5, 1.0, 1.75),
    "radius": (0.2, 0.5, 1.0),
    "resolution": (72.0, 150.0, 300.0),
    "tolerance": (0.0, 0.25, 0.5),
}
MOMENTS: dict[str, timedelta] = {
    "startDate": timedelta(days=-1),
    "endDate": timedelta(),
    "execTime": timedelta(hours=1),
}
"""The offsets of dateTimes in requests from the moment of the scene."""
HANDLES = {
    "assetHandle": "a",
    "assetHandleArray": "a",
    "autoSetsArray": "as",
    "contextHandle": "pc",
    "outputProfileHandle": "cp",
    "pdfHandleArray": "a",
    "projectHandleArray": "p",
    "sourceProfileHandle": "cp",
    "videoEncodingPresetsArray": "ve",
}
"""The first part of handles, by the name of their member or array."""


class Place(NamedTuple):
    """The place of a member: the element it is in, and the complex type of that element."""

    element: str
    type_name: str


def leaf(member: Member, place: Place, chance: Chance, scene: Scene) -> Plain:
    """A value for a member in a given place."""
    if isinstance(member.type, SimpleType) and member.type.is_limited:
        return _limited(member.type, chance)
    builtin = "xs:int" if member.wire_type else member.builtin
    if builtin == "xs:boolean":
        return chance.one_in(2)
    if builtin == "xs:dateTime":
        return written(scene.now + MOMENTS.get(member.name, timedelta(minutes=-1)))
    if builtin == "xs:double":
        return chance.choice(DOUBLES.get(member.name, (0.25, 0.5, 1.0)))
    if builtin in ("xs:int", "xs:long"):
        return chance.choice(NUMBERS.get(member.name, (0, 1, 2, 10)))
    return _text(member, place, chance, scene)


def _limited(limited: SimpleType, chance: Chance) -> Plain:
    if limited.values:
        value = chance.choice(limited.values)
        return int(value) if limited.base == "xs:int" else value
    if limited.base == "xs:double":
        least, most = (int(float(bound) * 100) for bound in (limited.minimum or "0", limited.maximum or "1"))
        return chance.between(least, most) / 100
    return chance.choice(LOCALES)


def _text(member: Member, place: Place, chance: Chance, scene: Scene) -> str:
    identifies = family().types[place.type_name].members[member.name].identifies
    if identifies == "handle":
        first = HANDLES.get(place.element) or HANDLES.get(member.name) or "h"
        return f"{first}|{scene.company}|{chance.between(1_000, 99_999)}"
    if identifies == "url":
        return f"https://callback.example.com/ips/{chance.between(1_000, 9_999)}"
    texts = TEXTS.get(member.name)
    return chance.choice(texts) if texts else f"{member.name} {chance.between(1, 99)}"
