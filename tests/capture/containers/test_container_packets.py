"""HTTP in packets, as tcpdump and Wireshark save them."""

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
    """A frame of Ethernet with a segment of TCP in it."""
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
    """A file of packets, one a second from noon on."""
    file = io.BytesIO()
    written = writer(file)
    for number, part in enumerate(parts):
        written.writepkt(packet(part, version=version), ts=NOON + number)
    return file.getvalue()


def split(source: End, target: End, content: bytes, first: int = 1000, size: int = 100) -> list[Segment]:
    """The segments that carry a content."""
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


def test_the_time_is_that_of_the_first_packet_of_a_message() -> None:
    content = saved(exchange())

    times = [capture.origin.captured_at for capture in ipsxml.captures(content)]

    assert times == [datetime(2013, 3, 4, 12, 0, seconds, tzinfo=UTC) for seconds in (2, 6)]


def test_segments_out_of_order_and_sent_twice_are_put_together() -> None:
    parts = exchange()
    again = [  # with a byte more in front
        segment(source, target, number - 1, b"x" + data) for source, target, number, _, data in parts[4:6]
    ]
    mixed = parts[2:] + parts[4:] + again
    random.Random(7).shuffle(mixed)  # noqa: S311 - any order will do

    assert seen(saved(parts[:2] + mixed)) == BOTH


def test_numbers_that_begin_anew_are_put_together() -> None:
    high = (1 << 32) - 150
    parts = [segment(CLIENT, SERVER, high - 1, flags=SYN), *split(CLIENT, SERVER, post(), high)]

    assert seen(saved(parts)) == [Seen("#tcp.stream[0]", "stopJobParam", "POST", URL)]


def test_a_connection_that_was_open_before_is_read_from_its_first_message_on() -> None:
    tail = answer()[-50:]
    parts = split(SERVER, CLIENT, tail + answer(SUBMITTED), 5000)

    assert [each.what for each in seen(saved(parts))] == ["submitJobReturn"]


def test_connections_have_the_numbers_that_wireshark_gives_them() -> None:
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


def test_a_kept_connection_gives_each_request_with_its_answer() -> None:
    content = saved(exchange(request=post() + post(), reply=answer() + answer(SUBMITTED)))

    assert [each.what for each in seen(content)] == [
        "stopJobParam",
        "stopJobReturn",
        "stopJobParam",
        "submitJobReturn",
    ]


@pytest.mark.parametrize("lost", [3, 4, 6, 8])
def test_a_message_of_which_packets_are_missing_is_cut_short(lost: int) -> None:
    parts = exchange()

    found = [each.what for each in seen(saved(parts[:lost] + parts[lost + 1 :]))]

    is_request = parts[lost][0] == CLIENT
    assert found == (["cut-short", "stopJobReturn"] if is_request else ["stopJobParam", "cut-short"])


def test_encrypted_connections_and_other_protocols_are_told() -> None:
    hello = b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03"
    parts = [*exchange(request=hello, reply=hello), *exchange(("192.0.2.1", 50_001))]
    content = saved(parts)

    first, *_ = ipsxml.captures(content)
    [issue] = ipsxml.read(first).report.issues
    assert (issue.code, issue.message) == ("other-content", "TLS-encrypted traffic, not a job document")
    assert [each.what for each in seen(content)] == ["other-content", "stopJobParam", "stopJobReturn"]


def test_a_file_that_is_cut_short_gives_what_is_whole_and_an_error() -> None:
    content = saved(exchange())

    assert [each.what for each in seen(content[:-150])] == ["stopJobParam", "cut-short"]
    assert [each.what for each in seen(content[:30])] == ["cut-short"]


@pytest.mark.parametrize("spoilt", [20, 24, 30, 40, 60, 200])
def test_damage_is_an_error_and_no_crash(spoilt: int) -> None:
    content = bytearray(saved(exchange()))
    content[spoilt : spoilt + 4] = struct.pack("<I", 0xFFFFFFF0)

    found = list(ipsxml.captures(bytes(content)))

    assert found
    for capture in found:
        with suppress(ipsxml.SourceError):  # there may be nothing left in it
            assert isinstance(ipsxml.read(capture).report.valid, bool)


def test_the_command_names_the_extra_that_is_missing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "traffic.pcap"
    path.write_bytes(saved(exchange()))
    monkeypatch.setitem(sys.modules, "dpkt", None)

    with pytest.raises(ipsxml.SourceError, match=r"needs dpkt: pip install 'ipsxml\[captures\]'"):
        ipsxml.validate(path)


def test_header_fields_stay_behind() -> None:
    content = saved(exchange(request=post(REQUEST, "Cookie: Kanarie"), reply=answer(ANSWER, "A: Kanarie")))

    assert "Kanarie" not in repr([(capture, ipsxml.read(capture)) for capture in ipsxml.captures(content)])
