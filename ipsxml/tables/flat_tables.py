"""The six tables: what a row is in each, and the columns for the row's place in its document.

The other columns are derived from the schemas: see ``member_columns``.
"""

from typing import Literal, NamedTuple

TableName = Literal["documents", "jobs", "tasks", "items", "logs", "entries"]
Kind = Literal[
    "text",
    "integer",
    "double",
    "boolean",
    "instant",
    "size",
    "size text",
    "json",
    "which",
    "json of which",
]
"""How the values of a column are made from the values in documents.

An ``instant`` is parsed from the text of a time. A ``size`` is a whole number, or null if the document has
other text; ``size text`` is either as text. ``which`` is the name of the one element present among several,
and ``json of which`` is its content.
"""


class Column(NamedTuple):
    """A column; ``elements`` are the members of the type that its values come from, if any."""

    name: str
    kind: Kind
    meaning: str
    elements: tuple[str, ...] = ()


class FlatTable(NamedTuple):
    """A table whose rows are the values of some ``types``; the rows of ``documents`` are captures.

    ``place`` are the columns for the place of a row in its document: first those that all rows of one array
    share, then the row's number, then its type if the table has several. The rows inside a row repeat its
    number, followed by the value of its element ``hands_on``.
    """

    name: TableName
    place: tuple[Column, ...]
    types: tuple[str, ...] = ()
    hands_on: str = ""

    @property
    def outer(self) -> int:
        """The number of columns of ``place`` that all rows of one array share."""
        return len(self.place) - (2 if len(self.types) > 1 else 1)


_DOCUMENTS = (
    Column("document", "text", "the key: the source, followed by the place"),
    Column("source", "text", "the file; `-` is standard input"),
    Column("place", "text", "the place in a container; empty if the source is the document"),
    Column(
        "captured_at",
        "instant",
        "when it was captured, from its container or the `Date` of the HTTP response",
    ),
    Column("captured_at_text", "text", "the same time with its offset"),
    Column("method", "text", "the method of the HTTP request"),
    Column("url", "text", "the URL of the request, without credentials"),
    Column("http_status", "integer", "the status of the HTTP response"),
    Column("verdict", "text", "`valid`, `invalid`, `unreadable`, or `skipped`"),
    Column("api_version", "text", "the document's version"),
    Column("element", "text", "the name of the payload's root, such as `getActiveJobsReturn`"),
    Column("soap_version", "text", "`1.1`, `1.2`, or null without an envelope"),
    Column("errors", "integer", "the number of errors"),
    Column("warnings", "integer", "the number of warnings; at most 100 errors and warnings are counted"),
    Column("code", "text", "the code of the first error; `unreadable` if it could not be read"),
    Column("message", "text", "the first error, why it could not be read, or what was skipped"),
    Column("path", "text", "where the first error is: an XPath, or a path in JSON"),
    Column("line", "integer", "the line of the first error"),
    Column("fault_code", "integer", "the code, if it is an IPS fault"),
    Column("fault_constant", "text", "the name of that code"),
)
_DOCUMENT = Column("document", "text", "the key of the row in `documents`")
_CAPTURED = Column("captured_at", "instant", "when the document was captured")
_JOB = Column("job", "integer", "the place of the job in its document, from 0")
_JOB_HANDLE = Column("job_handle", "text", "the handle of the job")
_TASK = Column("task", "integer", "the place of the task in its job, from 0")
_TASK_TYPE = Column("task_type", "text", "the type of the task")
_ITEM = Column("item", "integer", "the place of the item in its task, from 0")
_LOG = Column("log", "integer", "the place of the log in its document, from 0")
_ENTRY = Column("entry", "integer", "the place of the entry in its log or answer, from 0")


def _kind(*types: str) -> Column:
    return Column("kind", "text", "the type of the row: " + " or ".join(f"`{name}`" for name in types))


_JOBS = ("ActiveJob", "ScheduledJob")
_ENTRIES = ("JobLogDetail", "AssetJobLog")

TABLES: dict[TableName, FlatTable] = {
    table.name: table
    for table in (
        FlatTable("documents", _DOCUMENTS),
        FlatTable("jobs", (_DOCUMENT, _CAPTURED, _JOB, _kind(*_JOBS)), _JOBS, hands_on="jobHandle"),
        FlatTable(
            "tasks", (_DOCUMENT, _CAPTURED, _JOB, _JOB_HANDLE, _TASK), ("TaskProgress",), hands_on="taskType"
        ),
        FlatTable(
            "items",
            (_DOCUMENT, _CAPTURED, _JOB, _JOB_HANDLE, _TASK, _TASK_TYPE, _ITEM),
            ("TaskItemProgress",),
        ),
        FlatTable("logs", (_DOCUMENT, _CAPTURED, _LOG), ("JobLog",), hands_on="jobHandle"),
        FlatTable("entries", (_DOCUMENT, _CAPTURED, _LOG, _JOB_HANDLE, _ENTRY, _kind(*_ENTRIES)), _ENTRIES),
    )
}
