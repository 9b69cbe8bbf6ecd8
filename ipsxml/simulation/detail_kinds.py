"""The details of jobs: which there are, the kind of job that has each, and what it says the job works on."""

from typing import Any

from ipsxml.contract import family
from ipsxml.simulation.job_kinds import KINDS, Kind, LogTypes, Work
from ipsxml.simulation.job_timelines import Subject

_WITHOUT_TYPE = (
    Kind(
        "ImageOptimization",
        "ripPdfsJob",
        "pdf",
        "Ripping pages",
        (Work("com.example.rip.RipPdfsAsyncTaskMonitor", "assets"),),
        LogTypes("BeginPdfRip", "UploadSuccess", "PdfRipError", "EndUpload"),
    ),
    Kind(
        "ImageOptimization",
        "reprocessAssetsJob",
        "reprocessing",
        "Processing assets again",
        (Work("com.example.reprocess.ReprocessAsyncTaskMonitor", "assets"),),
        LogTypes("BeginReoptimize", "ReoptimizeSuccess", "ReoptimizeFailure", "endReoptimize"),
    ),
    Kind(
        "VideoPublish",
        "createVideoSitemapJob",
        "sitemap",
        "Writing the site map",
        (Work("com.example.sitemap.SitemapAsyncTaskMonitor", "hosts"),),
        LogTypes("InitiatingJobName", "VideoPubilshSuccess", "VideoPublishWarning", "EndVideoPublish"),
    ),
    Kind(
        "ServerDirectoryPublish",
        "exportJob",
        "export",
        "Exporting assets",
        (Work("com.example.export.ExportAsyncTaskMonitor", "assets"),),
        LogTypes("BeginGet", "ReturnSuccess", "GetFailure", "EndGet"),
    ),
    Kind(
        "UploadFromServerDirectory",
        "automatedSetGenerationJob",
        "sets",
        "Grouping assets",
        (Work("com.example.autoset.AutoSetAsyncTaskMonitor", "assets"),),
        LogTypes("BeginUpload", "UploadSuccess", "UploadWarning", "EndUpload"),
    ),
    Kind(
        "UploadFromServerDirectory",
        "uploadPostJob",
        "upload",
        "Reading files",
        (Work("com.example.upload.UploadAsyncTaskMonitor", "files"),),
        LogTypes("BeginUpload", "UploadSuccess", "UploadError", "EndUpload"),
    ),
)
"""Kinds for which the pages have a detail but no job type: these have the nearest that there is."""
_KINDS: dict[str, Kind] = {kind.detail: kind for kind in reversed((*KINDS, *_WITHOUT_TYPE))}
_LISTS = {
    "uploadUrlsJob": "urlArray",
    "ripPdfsJob": "pdfHandleArray",
    "reprocessAssetsJob": "assetHandleArray",
    "exportJob": "assetHandleArray",
    "automatedSetGenerationJob": "assetHandleArray",
}


def job_details() -> tuple[str, ...]:
    """The elements that hold the details of a job, of which a job has one."""
    return tuple(
        member.name
        for member in family().types["ActiveJob"].members.values()
        if member.name.endswith("Job") and member.alias_of is None
    )


def kind_with(detail: str) -> Kind:
    """The kind of job that has its details in an element; of several, the first in the table."""
    return _KINDS[detail]


def list_in(detail: str) -> str | None:
    """The member of a detail that lists what the job is to work on, if it has one."""
    return _LISTS.get(detail)


def subjects_of(detail: str, value: Any) -> tuple[Subject, ...]:
    """What a detail lists: files to fetch, each named by the last part of its path, or assets.

    Empty where the service alone knows what there is to work on, in a directory for instance.
    """
    listed = value.get(_LISTS.get(detail), [])
    return tuple(_file(item) if isinstance(item, dict) else _asset(item) for item in listed)


def _file(upload: dict[str, str]) -> Subject:
    path = upload["destPath"].rstrip("/") or upload["sourceUrl"].rstrip("/")
    return Subject(path.rpartition("/")[2] or "file")


def _asset(handle: str) -> Subject:
    return Subject(f"asset-{handle.rpartition('|')[2]}", handle)
