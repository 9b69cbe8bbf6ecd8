"""Reassemble both directions of TCP connections from captured packets.

dpkt decodes the packets: it is small, has no dependencies, and supports pcap and pcapng.
"""

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, BinaryIO

from ipsxml.capture.limits import MEBIBYTE, check_size
from ipsxml.errors import CaptureError
from ipsxml.extras import needed_extra

_SEQUENCES = 1 << 32
_LONGEST_GAP = MEBIBYTE
_MOST_PACKETS = 5_000_000
_RAW_IP = (12, 14, 101, 228, 229)  # the link types of packets that begin with IP

End = tuple[bytes, int]
"""An address and a port."""


@dataclass(slots=True)
class Direction:
    """The data that one end of a connection has sent.

    ``first`` is the sequence number of the first byte; this is certain if ``is_opened``, because then the
    SYN was seen. ``segments`` are offsets from ``first``, bytes, and times, in the order of arrival.
    """

    first: int | None = None
    is_opened: bool = False
    segments: list[tuple[int, bytes, float]] = field(default_factory=list)

    def add(self, sequence: int, data: bytes, time: float) -> None:
        """Add a segment. Sequence numbers wrap around after 4 GiB."""
        if self.first is None:
            self.first = sequence
        distance = (sequence - self.first) % _SEQUENCES
        if distance >= _SEQUENCES // 2:  # sent before the first segment that was seen
            distance -= _SEQUENCES
        self.segments.append((distance, data, time))

    def joined(self) -> "Stream":
        """The bytes in order, each once, with zeros in place of missing ones."""
        stream = Stream()
        position = 0 if self.is_opened else None
        for distance, data, time in sorted(self.segments, key=lambda segment: segment[0]):
            position = distance if position is None else position
            missing = distance - position
            if missing > 0:
                stream.add_gap(min(missing, _LONGEST_GAP))
                position = distance
            new = data[position - distance :]
            if new:
                stream.add(new, time)
                position += len(new)
        return stream


class Stream:
    """Bytes, the times at which they were seen, and the places where some are missing."""

    def __init__(self) -> None:
        self._parts: list[bytes] = []
        self._size = 0
        self._places: list[int] = []
        self._times: list[float] = []
        self._gaps: list[int] = []

    def add(self, data: bytes, time: float) -> None:
        """Add bytes that were seen."""
        self._places.append(self._size)
        self._times.append(time)
        self._parts.append(data)
        self._size += len(data)

    def add_gap(self, length: int) -> None:
        """Add zeros for missing bytes."""
        self._gaps.append(self._size)
        self._parts.append(bytes(length))
        self._size += length

    @property
    def content(self) -> bytes:
        """The bytes, with zeros in place of missing ones."""
        return b"".join(self._parts)

    def time_at(self, place: int) -> float:
        """The time at which the byte at a position was seen."""
        return self._times[max(bisect_right(self._places, place) - 1, 0)]

    def is_whole_between(self, start: int, end: int) -> bool:
        """Whether no byte from ``start`` to ``end`` is missing."""
        return not any(start <= gap < end for gap in self._gaps)


@dataclass(slots=True)
class Connection:
    """A connection. ``sent`` maps its ends, in the order in which they first sent data, to the data."""

    sent: dict[End, Direction] = field(default_factory=dict)


def connections(file: BinaryIO) -> tuple[list[Connection], CaptureError | None]:
    """The connections in a packet capture, in Wireshark's numbering, and the error that ended reading.

    Raises ``CaptureError`` if the file is too large, and ``MissingExtra``.
    """
    found: list[Connection] = []
    failure: CaptureError | None = None
    current: dict[frozenset[End], Connection] = {}
    size = 0
    for packet in _tcp_packets(file):
        if isinstance(packet, CaptureError):
            failure = packet
            break
        time, source, target, tcp = packet
        key = frozenset((source, target))
        connection = current.get(key)
        is_opening = tcp.flags & 0x12 == 0x02  # SYN without ACK
        if connection is None or (is_opening and any(way.segments for way in connection.sent.values())):
            connection = current[key] = Connection()
            found.append(connection)
        direction = connection.sent.setdefault(source, Direction())
        if tcp.flags & 0x02:
            direction.first, direction.is_opened = (tcp.seq + 1) % _SEQUENCES, True
        elif tcp.data:
            direction.add(tcp.seq, bytes(tcp.data), time)
            size += len(tcp.data)
            check_size(size, "the TCP data in the packets")
    return found, failure


def _tcp_packets(file: BinaryIO) -> Iterator[tuple[float, End, End, Any] | CaptureError]:
    with needed_extra("captures", "reading packets"):
        import dpkt  # type: ignore[import-untyped]

    unreadable = (dpkt.Error, ValueError, IndexError, KeyError, AttributeError, TypeError, OSError)
    number = 0
    try:
        reader = dpkt.pcap.UniversalReader(file)
        for number, (time, packet) in enumerate(reader, 1):
            if number > _MOST_PACKETS:
                message = f"the packet capture exceeds the limit of {_MOST_PACKETS:,} packets"
                raise CaptureError("limit-exceeded", message)
            ip = _ip_in(dpkt, reader.datalink(), packet)
            tcp = getattr(ip, "data", None)
            if isinstance(tcp, dpkt.tcp.TCP):
                yield float(time), (ip.src, tcp.sport), (ip.dst, tcp.dport), tcp
    except unreadable:
        where = f" after packet {number:,}" if number else ""
        yield CaptureError("cut-short", f"the packet capture is damaged or cut short{where}")


def _ip_in(dpkt: Any, link: int, packet: bytes) -> Any:
    """The IP packet in a link-layer packet; ``None`` if it carries something else or is damaged."""
    try:
        if link in _RAW_IP:
            return dpkt.ip6.IP6(packet) if packet[0] >> 4 == 6 else dpkt.ip.IP(packet)
        kinds = {0: dpkt.loopback.Loopback, 113: dpkt.sll.SLL, 276: dpkt.sll2.SLL2}
        return kinds.get(link, dpkt.ethernet.Ethernet)(packet).data
    except (dpkt.Error, ValueError, IndexError, KeyError, AttributeError, TypeError):
        return None
