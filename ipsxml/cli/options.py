"""Options that several commands share."""

import click

from ipsxml.contract import versions

API_VERSION = click.Choice([version.name for version in versions()])
