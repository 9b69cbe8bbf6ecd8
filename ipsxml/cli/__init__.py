"""The command line: one module a command. Each parses, calls the library, and prints."""

from ipsxml.cli.main import main

__all__ = ["main"]
