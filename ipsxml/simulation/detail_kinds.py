"""Job details: their names, the kind of job for each, and the subjects they list."""

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
"""Kinds for which the reference pages have a job detail but no job type; they use the closest type."""
_KINDS: dict[str, Kind] = {kind.detail: kind for kind in reversed((*KINDS, *_WITHOUT_TYPE))}
_LISTS = {
    "uploadUrlsJob": "urlArray",
    "ripPdfsJob": "pdfHandleArray",
    "reprocessAssetsJob": "assetHandleArray",
    "exportJob": "assetHandleArray",
    "automatedSetGenerationJob": "assetHandleArray",
}


def job_details() -> tuple[str, ...]:
    """The names of the elements for job details; a job has one of them."""
    return tuple(
        member.name
        for member in family().types["ActiveJob"].members.values()
        if member.name.endswith("Job") and member.alias_of is None
    )


def kind_with(detail: str) -> Kind:
    """The kind of job with a detail; if there are several, the first in the table."""
    return _KINDS[detail]


def list_in(detail: str) -> str | None:
    """The member of a job detail that lists the subjects of the job; ``None`` if there is none."""
    return _LISTS.get(detail)


def subjects_of(detail: str, value: Any) -> tuple[Subject, ...]:
    """The subjects that a job detail lists: files to fetch, named by the last part of their path, or assets.

    Empty if only the service knows the subjects, such as the files in a directory.
    """
    listed = value.get(_LISTS.get(detail), [])
    return tuple(_file(item) if isinstance(item, dict) else _asset(item) for item in listed)


def _file(upload: dict[str, str]) -> Subject:
    path = upload["destPath"].rstrip("/") or upload["sourceUrl"].rstrip("/")
    return Subject(path.rpartition("/")[2] or "file")


def _asset(handle: str) -> Subject:
    return Subject(f"asset-{handle.rpartition('|')[2]}", handle)
