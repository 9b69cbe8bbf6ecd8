"""Read, validate, convert, and compare the job documents of the Image Production System (IPS).

The names in ``__all__`` are the public API; anything else may change.

>>> import ipsxml
>>> document = b'<stopJobReturn xmlns="http://www.scene7.com/IpsApi/xsd/2010-01-31"/>'
>>> ipsxml.validate(document).valid
True
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from ipsxml.capture import Capture, Origin, Source, captures, find_sources
from ipsxml.contract import Version, export_json_schema, export_schema, versions
from ipsxml.errors import (
    DecodeError,
    EncodeError,
    IpsXmlError,
    NoJobsError,
    PatchError,
    PatternError,
    SourceError,
    UnexpectedPayload,
    UnknownCode,
    UnknownName,
    UnknownType,
    UnknownVersion,
)
from ipsxml.issues import Issue
from ipsxml.reading import Fault, InvalidDocument, Outcome, Reading, Report, validate, validate_all
from ipsxml.shortages import with_enough_stack

if TYPE_CHECKING:
    __version__: str
    from ipsxml.codec import Document
    from ipsxml.comparison import Change, Diff, diff, json_patch, patch
    from ipsxml.contract.describing import describe, describe_all
    from ipsxml.contract.descriptions import (
        Description,
        ElementDescription,
        MemberDescription,
        OperationDescription,
        TypeDescription,
        ValuesDescription,
        VersionDescription,
    )
    from ipsxml.contract.xml_schemas import xml_schema
    from ipsxml.document import decode, encode, from_json, migrate, read, redact, to_json
    from ipsxml.explaining import Explanation, explain
    from ipsxml.job_history import History, JobTimeline, history
    from ipsxml.job_stream import Job, iter_jobs
    from ipsxml.model.types import *  # noqa: F403
    from ipsxml.model.types import AnyPayload
    from ipsxml.redaction import Redactor
    from ipsxml.tables import table
    from ipsxml.testing import sample, sample_series

__all__ = [
    "ActiveJob",
    "AnyPayload",
    "AssetJobLog",
    "AuthHeader",
    "AuthenticationFault",
    "AuthorizationFault",
    "AutoColorCropOptions",
    "AutoSetCreationOptions",
    "AutoTransparentCropOptions",
    "AutomatedSetGenerationJob",
    "Capture",
    "Change",
    "ColorManagementOptions",
    "CreateVideoSitemapJob",
    "DecodeError",
    "DeleteJobParam",
    "DeleteJobReturn",
    "Description",
    "Diff",
    "Document",
    "ElementDescription",
    "EncodeError",
    "ExecuteJobParam",
    "ExecuteJobReturn",
    "Explanation",
    "ExportJob",
    "Fault",
    "GetActiveJobsParam",
    "GetActiveJobsReturn",
    "GetAssetJobLogsParam",
    "GetAssetJobLogsReturn",
    "GetJobLogDetailsParam",
    "GetJobLogDetailsReturn",
    "GetJobLogsParam",
    "GetJobLogsReturn",
    "GetScheduledJobsParam",
    "GetScheduledJobsReturn",
    "History",
    "IllustratorOptions",
    "ImageRenderingPublishJob",
    "ImageServingPublishJob",
    "InDesignOptions",
    "InvalidDocument",
    "IpsApiFault",
    "IpsXmlError",
    "Issue",
    "Job",
    "JobLog",
    "JobLogDetail",
    "JobLogDetailAux",
    "JobTimeline",
    "KnockoutBackgroundOptions",
    "ManualCropOptions",
    "MediaOptions",
    "MemberDescription",
    "MetadataPublishJob",
    "NoJobsError",
    "OperationDescription",
    "OptimizeImagesJob",
    "Origin",
    "Outcome",
    "PDFOptions",
    "PatchError",
    "PatternError",
    "PauseJobParam",
    "PauseJobReturn",
    "PhotoshopLayerOptions",
    "PhotoshopOptions",
    "PostScriptOptions",
    "Reading",
    "Redactor",
    "Report",
    "ReprocessAssetsJob",
    "ResumeJobParam",
    "ResumeJobReturn",
    "RipPdfsJob",
    "ScheduledJob",
    "ServerDirectoryPublishJob",
    "Source",
    "SourceError",
    "StopJobParam",
    "StopJobReturn",
    "SubmitJobParam",
    "SubmitJobReturn",
    "TaskItemProgress",
    "TaskProgress",
    "ThumbnailOptions",
    "TypeDescription",
    "UnCompressOptions",
    "UnexpectedPayload",
    "UnknownCode",
    "UnknownName",
    "UnknownType",
    "UnknownVersion",
    "UnsharpMaskOptions",
    "UploadDirectoryJob",
    "UploadPostJob",
    "UploadPostParam",
    "UploadPostReturn",
    "UploadUrl",
    "UploadUrlsJob",
    "ValuesDescription",
    "Version",
    "VersionDescription",
    "VideoPublishJob",
    "captures",
    "decode",
    "describe",
    "describe_all",
    "diff",
    "encode",
    "explain",
    "export_json_schema",
    "export_schema",
    "find_sources",
    "from_json",
    "history",
    "iter_jobs",
    "json_patch",
    "migrate",
    "patch",
    "read",
    "redact",
    "sample",
    "sample_series",
    "table",
    "to_json",
    "validate",
    "validate_all",
    "versions",
    "xml_schema",
]

# Imported on first use: importing the typed model takes longer than validating a document.
_LATER = {
    "Document": "codec",
    **dict.fromkeys(("Change", "Diff", "diff", "json_patch", "patch"), "comparison"),
    **dict.fromkeys(("describe", "describe_all"), "contract.describing"),
    **dict.fromkeys((name for name in __all__ if name.endswith("Description")), "contract.descriptions"),
    "xml_schema": "contract.xml_schemas",
    **dict.fromkeys(("decode", "encode", "from_json", "migrate", "read", "redact", "to_json"), "document"),
    **dict.fromkeys(("Explanation", "explain"), "explaining"),
    "Redactor": "redaction",
    **dict.fromkeys(("History", "JobTimeline", "history"), "job_history"),
    **dict.fromkeys(("Job", "iter_jobs"), "job_stream"),
    **dict.fromkeys(("sample", "sample_series"), "testing"),
    "table": "tables",
}


@with_enough_stack  # compiling a module without bytecode needs a lot of stack
def __getattr__(name: str) -> Any:
    if name == "__version__":
        from importlib.metadata import version  # slow to import

        return version("ipsxml")
    if name in _LATER:
        return getattr(import_module(f"ipsxml.{_LATER[name]}"), name)
    if name[:1].isupper():
        found = getattr(import_module("ipsxml.model.types"), name, None)
        if found is not None:
            return found
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__, *import_module("ipsxml.model.types").__all__})
