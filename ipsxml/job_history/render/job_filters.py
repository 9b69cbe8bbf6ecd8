"""Filters without a script: check boxes, and CSS rules that hide the jobs of unchecked boxes.

A group with no box checked hides nothing. Browsers without ``:has()`` show all jobs and no check boxes.
"""

from collections import Counter
from collections.abc import Iterator, Sequence

from lxml.etree import SubElement, _Element

from ipsxml.job_history.job_timeline import JobTimeline
from ipsxml.job_history.render.page_elements import add, shortened

_MAX_CHOICES = 16  # more would not help anyone choose
_LONGEST_CHOICE = 40


class JobFilter:
    """One group of check boxes, for one property of jobs; the most frequent values come first."""

    def __init__(self, prefix: str, legend: str, values: Sequence[str]) -> None:
        self.prefix = prefix
        self.legend = legend
        self.counts = Counter(values).most_common()
        self._places = {value: place for place, (value, _) in enumerate(self.counts)}

    @property
    def choices(self) -> int:
        """The number of check boxes. If there are too many values, the last box covers the remaining ones."""
        return min(len(self.counts), _MAX_CHOICES)

    def css_class(self, value: str) -> str:
        """The CSS class of jobs with a value."""
        return f"{self.prefix}{min(self._places[value], self.choices - 1)}"

    def add(self, form: _Element) -> None:
        """Append the check boxes."""
        group = SubElement(form, "fieldset", {"class": f"by-{self.prefix}"})
        add(group, "legend", self.legend)
        for place, (text, number) in enumerate(self._labels()):
            label = SubElement(group, "label")
            SubElement(label, "input", {"type": "checkbox", "id": f"{self.prefix}{place}"}).tail = " "
            add(label, "bdi", shortened(text, _LONGEST_CHOICE))
            add(label, "small", f"{number:,}")

    def rules(self) -> Iterator[str]:
        """The CSS rules that hide the jobs of an unchecked box while another box of the group is checked."""
        for place in range(self.choices):
            name = f"{self.prefix}{place}"
            yield f"body:has(.by-{self.prefix} :checked):not(:has(#{name}:checked)) .{name}{{display:none}}"

    def _labels(self) -> Iterator[tuple[str, int]]:
        is_cut = len(self.counts) > _MAX_CHOICES
        yield from self.counts[: self.choices - is_cut]
        if is_cut:
            others = self.counts[self.choices - 1 :]
            yield f"{len(others):,} others", sum(number for _, number in others)


class JobFilters:
    """The filters of a page: by outcome or state, and by company. A filter with one value is not shown."""

    def __init__(self, jobs: Sequence[JobTimeline]) -> None:
        self._by_status = JobFilter("s", "Outcome or state", [job.status for job in jobs])
        self._by_company = JobFilter("c", "Company", [job.company or "unknown" for job in jobs])
        found = (self._by_status, self._by_company)
        self._shown = [group for group in found if len(group.counts) > 1]

    def css_classes(self, job: JobTimeline) -> str:
        """The CSS classes by which the filter rules select a job."""
        values = ((self._by_status, job.status), (self._by_company, job.company or "unknown"))
        return " ".join(["job", *(group.css_class(value) for group, value in values if group in self._shown)])

    def add(self, parent: _Element) -> None:
        """Append the groups of check boxes, if any."""
        if not self._shown:
            return
        # Submitting a form with the method "dialog" does nothing, and a reset needs no script.
        form = SubElement(parent, "form", {"class": "filters", "method": "dialog", "aria-label": "Filters"})
        for group in self._shown:
            group.add(form)
        add(form, "button", "Show all").set("type", "reset")

    def add_count(self, parent: _Element, jobs: int) -> None:
        """Append the number of jobs shown, after all rows: a CSS counter counts them."""
        if self._shown:
            add(parent, "p", f" of {jobs:,} jobs shown", "shown").set("role", "status")

    def rules(self) -> str:
        """The CSS rules of all filters."""
        return "".join(rule for group in self._shown for rule in group.rules())
