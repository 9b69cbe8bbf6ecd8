"""Open the sockets that a service listens on."""

import errno
import socket
from contextlib import ExitStack

_LOOPBACK, _LOOPBACK_6 = "127.0.0.1", "::1"
_TRIES = 20
_WITHOUT_IPV6 = (errno.EADDRNOTAVAIL, errno.EAFNOSUPPORT, errno.EPROTONOSUPPORT)
_BACKLOG = 512


def listen(host: str | None, port: int) -> list[socket.socket]:
    """Open sockets that all listen on the same port; port 0 is any free one.

    ``host`` is a name or an address of this machine, or one that means all of its addresses (``0.0.0.0``,
    ``::``). ``None`` is the loopback interface, including IPv6 if the machine supports it.

    Raises ``OSError`` if the name is unknown or the port is in use.
    """
    if port:
        return _listen_at(_addresses(host, port))
    for attempt in range(_TRIES):
        try:
            # The port is free at the first address, but may be in use at another.
            return _listen_at(_addresses(host, 0))
        except OSError as error:
            if error.errno != errno.EADDRINUSE or attempt == _TRIES - 1:
                raise
    raise AssertionError


def _listen_at(addresses: list[tuple[socket.AddressFamily, str, int]]) -> list[socket.socket]:
    with ExitStack() as undo:
        listeners: list[socket.socket] = []
        for family, host, port in addresses:
            same_port = listeners[0].getsockname()[1] if listeners else port
            is_both = host == "::" and socket.has_dualstack_ipv6()
            try:
                listener = socket.create_server(
                    (host, same_port), family=family, backlog=_BACKLOG, dualstack_ipv6=is_both
                )
            except OSError as error:
                if host == _LOOPBACK_6 and listeners and error.errno in _WITHOUT_IPV6:
                    continue
                raise
            listeners.append(undo.enter_context(listener))
        undo.pop_all()
        return listeners


def _addresses(host: str | None, port: int) -> list[tuple[socket.AddressFamily, str, int]]:
    if host is None:
        loopback = [(socket.AF_INET, _LOOPBACK, port)]
        return [*loopback, (socket.AF_INET6, _LOOPBACK_6, port)] if socket.has_ipv6 else loopback
    found = socket.getaddrinfo(host.strip("[]"), port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)
    return list(dict.fromkeys((family, str(address[0]), port) for family, _, _, _, address in found))
