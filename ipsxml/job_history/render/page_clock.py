"""Times on the timeline page: readable text, and the machine-readable attribute."""

from datetime import datetime, timedelta, timezone, tzinfo

from lxml.etree import _Element

from ipsxml.comparison.change_words import duration
from ipsxml.job_history.instants import time_at
from ipsxml.job_history.render.page_elements import add
from ipsxml.job_history.render.time_ticks import day_of
from ipsxml.job_history.render.time_window import Window

_SHORT = timedelta(seconds=10)


class PageClock:
    """Formats times in a zone, with the day and the year if the window spans several.

    ``zone`` is ``None`` if times have no offset.
    """

    def __init__(self, zone: tzinfo | None, window: Window | None) -> None:
        self.zone = zone
        ends = (time_at(window.begin, zone), time_at(window.end, zone)) if window else (None, None)
        days = {moment.date() for moment in ends if moment}
        self._day = days.pop() if len(days) == 1 else None
        years = {moment.year for moment in ends if moment}
        self._year = years.pop() if len(years) == 1 else None

    @property
    def reach(self) -> str:
        """The span of the window as a CSS class: wider spans need longer texts."""
        return "one-day" if self._day else "one-year" if self._year else "years"

    @property
    def name(self) -> str:
        """The display name of the zone."""
        return "offset unknown" if self.zone is None else timezone_name(self.zone)

    def words(self, moment: datetime, *, is_whole: bool = False) -> str:
        """A time as text; ``is_whole`` always includes the day and the year."""
        shown = self._in_zone(moment)
        text = f"{shown:%H:%M:%S}"
        if is_whole or shown.year != self._year:
            text = f"{day_of(shown)} {shown.year:04} {text}"
        elif shown.date() != self._day:
            text = f"{day_of(shown)} {text}"
        if moment.tzinfo is None and self.zone is not None:
            return f"{text} (offset unknown)"
        return f"{text} {shown.tzname()}" if moment.tzinfo and self.zone is None else text

    def add(self, parent: _Element, moment: datetime, *, is_whole: bool = False) -> _Element:
        """Append a time."""
        element = add(parent, "time", self.words(moment, is_whole=is_whole))
        element.set("datetime", _machine_readable(moment))
        return element

    def _in_zone(self, moment: datetime) -> datetime:
        if moment.tzinfo is None or self.zone is None:
            return moment
        try:
            return moment.astimezone(self.zone)
        except OverflowError:  # in the hours before the year 1 or after 9999
            return moment


def timezone_name(zone: tzinfo) -> str:
    """A zone as an offset: ``UTC``, ``UTC+01:00``."""
    return timezone.tzname(zone, None) if isinstance(zone, timezone) else str(zone)


def length_in_words(length: timedelta) -> str:
    """A duration in words; from ten seconds on, in whole seconds.

    >>> length_in_words(timedelta(seconds=83.25)), length_in_words(timedelta(seconds=1.25))
    ('1 min 23 s', '1.25 s')
    """
    return duration(timedelta(seconds=round(length.total_seconds())) if length >= _SHORT else length)


def _machine_readable(moment: datetime) -> str:
    """A time in the form HTML expects, with the precision of the text."""
    return moment.isoformat(timespec="seconds")
