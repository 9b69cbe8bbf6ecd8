"""What ``ipsxml convert`` reports: problems, warnings, a closing line, and the exit status."""

from collections.abc import Callable

from ipsxml.capture import Origin
from ipsxml.cli.error_output import Say, report_error, report_warnings
from ipsxml.converted_lines import ConvertedLines
from ipsxml.document_conversion import Converted, ConvertedCapture
from ipsxml.errors import EncodeError, IpsXmlError, SourceError, TargetError
from ipsxml.printable_text import counted
from ipsxml.reading import InvalidDocument


class ConversionResults:
    """Reports and counts what happened to each capture; ``status`` is the exit status.

    Skipped captures of containers are counted; files in a directory that are not captures are not.
    """

    def __init__(self, say: Say, step: Callable[[], None]) -> None:
        self.status = 0
        self._say = say
        self._step = step
        self._source: str | None = None
        self._converted = self._refused = self._skipped = 0

    @property
    def summary(self) -> str | None:
        """A closing line if there was more than one document, or if captures were skipped."""
        several = self._converted + self._refused > 1
        parts = [f"{self._refused:,} not converted"] if self._refused and several else []
        if self._converted > 1 or parts:
            parts.insert(0, f"{counted(self._converted, 'document')} converted")
        if self._skipped:
            parts.append(f"{counted(self._skipped, 'capture')} skipped")
        return ", ".join(parts) or None

    def take(self, result: ConvertedCapture) -> Converted | None:
        """Report a problem or warnings; return the document to write, which counts as converted."""
        if not result.is_other_file:
            self._count_source(result.origin.source, is_container=bool(result.origin.place))
        return self._report(result)

    def take_lines(self, lines: ConvertedLines) -> None:
        """Report problems and warnings; count the documents, which were written."""
        for source, is_container in lines.sources:
            self._count_source(source, is_container=is_container)
        self._converted += lines.silent
        for result in lines.reported:
            self._report(result)

    def not_written(self, origin: Origin, error: TargetError) -> None:
        """Report that a converted document could not be written."""
        self._converted -= 1
        self._refused += 1
        self._report_error(str(origin), error)

    def _count_source(self, source: str, *, is_container: bool) -> None:
        if source != self._source or not is_container:
            self._source = source
            self._step()

    def _report(self, result: ConvertedCapture) -> Converted | None:
        source = str(result.origin)
        if result.converted is not None:
            report_warnings(source, result.converted.warnings, self._say)
            self._converted += 1
            return result.converted
        if result.skipped is not None:
            self._skipped += not result.is_other_file
            return None
        self._refused += 1
        if result.unreadable is not None:
            self._report_error(source, SourceError(result.unreadable))
        elif result.report is not None:
            self._report_error(source, InvalidDocument(result.report))
        elif result.refused is not None:
            self._report_error(source, EncodeError(result.refused))
        return None

    def _report_error(self, source: str, error: IpsXmlError) -> None:
        self.status = max(self.status, report_error(source, error, self._say))
