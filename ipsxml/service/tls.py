"""TLS with a certificate and its key from files."""

import os
import ssl

from ipsxml.errors import SourceError


def tls_context(cert: str | os.PathLike[str], key: str | os.PathLike[str] | None) -> ssl.SSLContext:
    """The server's TLS context; raises ``SourceError`` for files that are not a certificate and its key."""
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    try:
        # Without this password, OpenSSL would prompt for one on the terminal if the key is encrypted.
        context.load_cert_chain(cert, key, password="")
    except OSError as error:  # ssl.SSLError is one
        files = " and ".join(str(each) for each in (cert, key) if each is not None)
        is_read = isinstance(error, ssl.SSLError)
        reason = "not a PEM certificate with its unencrypted key" if is_read else error.strerror
        raise SourceError(f"{files}: {reason}") from None
    return context
