"""The kinds of jobs in samples, each with its type, job detail, tasks, and log entries."""

from typing import Literal, NamedTuple

ItemNaming = Literal["files", "assets", "sets", "hosts"]


class Work(NamedTuple):
    """A task of a kind of job: its type, and what its items are named after."""

    task_type: str
    items: ItemNaming


class LogTypes(NamedTuple):
    """The types of log entries for a kind of job: its start, an item with or without trouble, and its end."""

    begin: str
    success: str
    trouble: str
    end: str


class Kind(NamedTuple):
    """A kind of job; ``detail`` is the name of its job detail."""

    job_type: str
    detail: str
    purpose: str
    message: str
    works: tuple[Work, ...]
    log: LogTypes


_UPLOAD = (
    Work("com.example.upload.UploadAsyncTaskMonitor", "files"),
    Work("com.example.autoset.AutoSetAsyncTaskMonitor", "sets"),
)
_PUBLISH = (
    Work("com.example.publish.PublishAsyncTaskMonitor", "assets"),
    Work("com.example.publish.TransferAsyncTaskMonitor", "hosts"),
)
_DIRECTORY_LOG = LogTypes(
    "BeginServerDirectoryPublish",
    "ServerDirectoryPublishSuccess",
    "ServerDirectoryPublishWarning",
    "EndServerDirectoryPublish",
)

KINDS = (
    Kind(
        "UrlUpload",
        "uploadUrlsJob",
        "upload",
        "Optimizing files",
        _UPLOAD,
        LogTypes("BeginUploadUrls", "UploadSuccess", "UploadWarning", "EndUploadUrls"),
    ),
    Kind(
        "UploadFromServerDirectory",
        "uploadDirectoryJob",
        "import",
        "Reading files",
        _UPLOAD,
        LogTypes("BeginUpload", "UploadSuccess", "UploadError", "EndUpload"),
    ),
    Kind(
        "ImageServingPublish",
        "imageServingPublishJob",
        "publish",
        "Publishing assets",
        _PUBLISH,
        LogTypes(
            "BeginImageServingPublish",
            "ImageServingPublishSuccess",
            "ImageServingPublishWarning",
            "EndImageServingPublish",
        ),
    ),
    Kind(
        "ImageRenderingPublish",
        "imageRenderingPublishJob",
        "render-publish",
        "Publishing vignettes",
        _PUBLISH,
        LogTypes(
            "BeginImageRenderingPublish",
            "ImageRenderingPublishSuccess",
            "ImageRenderingPublishError",
            "EndImageRenderingPublish",
        ),
    ),
    Kind(
        "VideoPublish",
        "videoPublishJob",
        "video-publish",
        "Publishing videos",
        _PUBLISH,
        # The reference pages have no constant for the start, and misspell the one for success.
        LogTypes("InitiatingJobName", "VideoPubilshSuccess", "VideoPublishWarning", "EndVideoPublish"),
    ),
    Kind(
        "ServerDirectoryPublish",
        "serverDirectoryPublishJob",
        "directory-publish",
        "Copying files",
        _PUBLISH,
        _DIRECTORY_LOG,
    ),
    Kind(
        "ServerDirectoryPublishWithTemplate",
        "serverDirectoryPublishJob",
        "template-publish",
        "Filling templates",
        _PUBLISH,
        _DIRECTORY_LOG,
    ),
    Kind(
        "MetadataUpload",
        "metadataPublishJob",
        "metadata",
        "Writing metadata",
        (Work("com.example.metadata.MetadataAsyncTaskMonitor", "assets"),),
        LogTypes("BeginMetadata", "MetadataSuccess", "MetadataFailure", "EndMetadata"),
    ),
    Kind(
        "ImageOptimization",
        "optimizeImagesJob",
        "optimization",
        "Optimizing images",
        (Work("com.example.optimize.OptimizeAsyncTaskMonitor", "assets"),),
        LogTypes("BeginReoptimize", "ReoptimizeSuccess", "ReoptimizeFailure", "endReoptimize"),
    ),
)
"""The job types on the reference pages, except Cleanup, which fits no job detail."""
