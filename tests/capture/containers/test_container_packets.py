"""HTTP in packet captures from tcpdump and Wireshark."""

import io
import random
import socket
import struct
import sys
from collections.abc import Iterable
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

import dpkt  # type: ignore[import-untyped]
import pytest
from exchange_samples import ANSWER, REQUEST, SUBMITTED, URL, Seen, answer, post, seen

import ipsxml

CLIENT, SERVER = ("192.0.2.1", 50_000), ("192.0.2.2", 80)
NOON = datetime(2013, 3, 4, 12, tzinfo=UTC).timestamp()
SYN, ACK, PUSH = 0x02, 0x10, 0x18
End = tuple[str, int]
Segment = tuple[End, End, int, int, bytes]


def segment(source: End, target: End, sequence: int, data: bytes = b"", flags: int = PUSH) -> Segment:
    return (source, target, sequence % (1 << 32), flags, data)


def packet(part: Segment, *, version: int = 4) -> bytes:
    """An Ethernet frame with a TCP segment."""
    (source, source_port), (target, target_port), sequence, flags, data = part
    tcp = dpkt.tcp.TCP(sport=source_port, dport=target_port, seq=sequence, flags=flags, data=data)
    if version == 6:
        addresses = [socket.inet_pton(socket.AF_INET6, f"::ffff:{each}") for each in (source, target)]
        ip = dpkt.ip6.IP6(src=addresses[0], dst=addresses[1], nxt=6, hlim=64, plen=len(tcp), data=tcp)
    else:
        addresses = [socket.inet_aton(each) for each in (source, target)]
        ip = dpkt.ip.IP(src=addresses[0], dst=addresses[1], p=6, data=tcp)
        ip.len = len(ip)
    kind = dpkt.ethernet.ETH_TYPE_IP6 if version == 6 else dpkt.ethernet.ETH_TYPE_IP
    return bytes(dpkt.ethernet.Ethernet(type=kind, data=ip))


def saved(parts: Iterable[Segment], *, writer: type = dpkt.pcap.Writer, version: int = 4) -> bytes:
    """A capture file with one packet per second, starting at noon."""
    file = io.BytesIO()
    written = writer(file)
    for number, part in enumerate(parts):
        written.writepkt(packet(part, version=version), ts=NOON + number)
    return file.getvalue()


def split(source: End, target: End, content: bytes, first: int = 1000, size: int = 100) -> list[Segment]:
    """The segments that carry ``content``."""
    return [
        segment(source, target, first + place, content[place : place + size])
        for place in range(0, len(content), size)
    ]


def exchange(client: End = CLIENT, request: bytes = b"", reply: bytes = b"") -> list[Segment]:
    """The segments of one connection."""
    return [
        segment(client, SERVER, 999, flags=SYN),
        segment(SERVER, client, 4999, flags=SYN | ACK),
        *split(client, SERVER, request or post()),
        *split(SERVER, client, reply or answer(), 5000),
    ]


BOTH = [
    Seen("#tcp.stream[0]#message[1]", "stopJobParam", "POST", URL),
    Seen("#tcp.stream[0]#message[2]", "stopJobReturn", "POST", URL, 200),
]


@pytest.mark.parametrize("writer", [dpkt.pcap.Writer, dpkt.pcapng.Writer], ids=["pcap", "pcapng"])
@pytest.mark.parametrize("version", [4, 6])
def test_request_and_answer_are_captures(writer: type, version: int) -> None:
    content = saved(exchange(), writer=writer, version=version)

    assert seen(content) == BOTH


def test_the_time_of_a_message_is_that_of_its_first_packet() -> None:
    content = saved(exchange())

    times = [capture.origin.captured_at for capture in ipsxml.captures(content)]

    assert times == [datetime(2013, 3, 4, 12, 0, seconds, tzinfo=UTC) for seconds in (2, 6)]


def test_reordered_and_repeated_segments_are_reassembled() -> None:
    parts = exchange()
    again = [  # with one more byte in front
        segment(source, target, number - 1, b"x" + data) for source, target, number, _, data in parts[4:6]
    ]
    mixed = parts[2:] + parts[4:] + again
    random.Random(7).shuffle(mixed)  # noqa: S311 - any order will do

    assert seen(saved(parts[:2] + mixed)) == BOTH


def test_sequence_numbers_may_wrap_around() -> None:
    high = (1 << 32) - 150
    parts = [segment(CLIENT, SERVER, high - 1, flags=SYN), *split(CLIENT, SERVER, post(), high)]

    assert seen(saved(parts)) == [Seen("#tcp.stream[0]", "stopJobParam", "POST", URL)]


def test_a_connection_joined_midway_is_read_from_its_next_message() -> None:
    tail = answer()[-50:]
    parts = split(SERVER, CLIENT, tail + answer(SUBMITTED), 5000)

    assert [each.what for each in seen(saved(parts))] == ["submitJobReturn"]


def test_connections_are_numbered_as_in_wireshark() -> None:
    other = ("192.0.2.1", 50_001)
    mixed = [part for pair in zip(exchange(), exchange(other), strict=True) for part in pair]
    again = exchange(request=post(), reply=answer(SUBMITTED))

    found = seen(saved(mixed + again))

    assert [(place, what) for place, what, *_ in found] == [
        ("#tcp.stream[0]#message[1]", "stopJobParam"),
        ("#tcp.stream[0]#message[2]", "stopJobReturn"),
        ("#tcp.stream[1]#message[1]", "stopJobParam"),
        ("#tcp.stream[1]#message[2]", "stopJobReturn"),
        ("#tcp.stream[2]#message[1]", "stopJobParam"),
        ("#tcp.stream[2]#message[2]", "submitJobReturn"),
    ]


def test_a_kept_alive_connection_pairs_requests_and_answers() -> None:
    content = saved(exchange(request=post() + post(), reply=answer() + answer(SUBMITTED)))

    assert [each.what for each in seen(content)] == [
        "stopJobParam",
        "stopJobReturn",
        "stopJobParam",
        "submitJobReturn",
    ]


@pytest.mark.parametrize("lost", [3, 4, 6, 8])
def test_a_message_with_missing_packets_is_cut_short(lost: int) -> None:
    parts = exchange()

    found = [each.what for each in seen(saved(parts[:lost] + parts[lost + 1 :]))]

    is_request = parts[lost][0] == CLIENT
    assert found == (["cut-short", "stopJobReturn"] if is_request else ["stopJobParam", "cut-short"])


def test_an_encrypted_connection_is_named() -> None:
    hello = b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03"
    parts = [*exchange(request=hello, reply=hello), *exchange(("192.0.2.1", 50_001))]
    content = saved(parts)

    first, *_ = ipsxml.captures(content)
    [issue] = ipsxml.read(first).report.issues
    assert (issue.code, issue.message) == ("other-content", "TLS-encrypted traffic, not a job document")
    assert [each.what for each in seen(content)] == ["other-content", "stopJobParam", "stopJobReturn"]


def test_a_truncated_file_yields_complete_messages_and_an_error() -> None:
    content = saved(exchange())

    assert [each.what for each in seen(content[:-150])] == ["stopJobParam", "cut-short"]
    assert [each.what for each in seen(content[:30])] == ["cut-short"]


@pytest.mark.parametrize("damaged_at", [20, 24, 30, 40, 60, 200])
def test_damage_does_not_crash(damaged_at: int) -> None:
    content = bytearray(saved(exchange()))
    content[damaged_at : damaged_at + 4] = struct.pack("<I", 0xFFFFFFF0)

    found = list(ipsxml.captures(bytes(content)))

    assert found
    for capture in found:
        with suppress(ipsxml.SourceError):  # the file may be empty now
            assert isinstance(ipsxml.read(capture).report.valid, bool)


def test_a_missing_dpkt_names_the_extra(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "traffic.pcap"
    path.write_bytes(saved(exchange()))
    monkeypatch.setitem(sys.modules, "dpkt", None)

    with pytest.raises(ipsxml.SourceError, match=r"needs dpkt: pip install 'ipsxml\[captures\]'"):
        ipsxml.validate(path)


def test_header_fields_do_not_leak() -> None:
    content = saved(exchange(request=post(REQUEST, "Cookie: Kanarie"), reply=answer(ANSWER, "A: Kanarie")))

    assert "Kanarie" not in repr([(capture, ipsxml.read(capture)) for capture in ipsxml.captures(content)])
