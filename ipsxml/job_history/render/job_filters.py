"""Filters without a script: check boxes, and CSS rules that hide what is not checked.

Where nothing is checked in a group, all is shown. Nothing is hidden by browsers without ``:has()``, and
they do not show the check boxes.
"""

from collections import Counter
from collections.abc import Iterator, Sequence

from lxml.etree import SubElement, _Element

from ipsxml.job_history.job_timeline import JobTimeline
from ipsxml.job_history.render.page_elements import add, shortened

_MOST = 16  # choices: more are no help
_LONGEST_CHOICE = 40


class JobFilter:
    """One group of check boxes: a value of jobs, and those there are, the most frequent first."""

    def __init__(self, prefix: str, legend: str, values: Sequence[str]) -> None:
        self.prefix = prefix
        self.legend = legend
        self.counts = Counter(values).most_common()
        self._places = {value: place for place, (value, _) in enumerate(self.counts)}

    @property
    def choices(self) -> int:
        """How many check boxes there are; the last one is for all other values, if there are too many."""
        return min(len(self.counts), _MOST)

    def css_class(self, value: str) -> str:
        """The CSS class of the jobs with a value."""
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
        """The CSS rules that hide the jobs of a choice that is not checked while another one is."""
        for place in range(self.choices):
            name = f"{self.prefix}{place}"
            yield f"body:has(.by-{self.prefix} :checked):not(:has(#{name}:checked)) .{name}{{display:none}}"

    def _labels(self) -> Iterator[tuple[str, int]]:
        is_cut = len(self.counts) > _MOST
        yield from self.counts[: self.choices - is_cut]
        if is_cut:
            others = self.counts[self.choices - 1 :]
            yield f"{len(others):,} others", sum(number for _, number in others)


class JobFilters:
    """The filters of a page: how jobs ended or their state, and whose they are, where it differs."""

    def __init__(self, jobs: Sequence[JobTimeline]) -> None:
        self._by_status = JobFilter("s", "Outcome or state", [job.status for job in jobs])
        self._by_company = JobFilter("c", "Company", [job.company or "unknown" for job in jobs])
        found = (self._by_status, self._by_company)
        self._shown = [group for group in found if len(group.counts) > 1]

    def css_classes(self, job: JobTimeline) -> str:
        """The CSS classes by which a job is found."""
        values = ((self._by_status, job.status), (self._by_company, job.company or "unknown"))
        return " ".join(["job", *(group.css_class(value) for group, value in values if group in self._shown)])

    def add(self, parent: _Element) -> None:
        """Append all groups, if there is anything to choose."""
        if not self._shown:
            return
        # A form of this method goes nowhere when it is sent, and can be reset without a script.
        form = SubElement(parent, "form", {"class": "filters", "method": "dialog", "aria-label": "Filters"})
        for group in self._shown:
            group.add(form)
        add(form, "button", "Show all").set("type", "reset")

    def add_count(self, parent: _Element, jobs: int) -> None:
        """Append how many jobs are shown: CSS has counted them by then."""
        if self._shown:
            add(parent, "p", f" of {jobs:,} jobs shown", "shown").set("role", "status")

    def rules(self) -> str:
        """The CSS that makes them work."""
        return "".join(rule for group in self._shown for rule in group.rules())
