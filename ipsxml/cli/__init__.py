"""The command line: one module per command. Each parses its arguments, calls the library, and prints."""

from ipsxml.cli.main import main

__all__ = ["main"]
