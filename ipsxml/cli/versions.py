"""``ipsxml versions``."""

import click

from ipsxml.contract import SEEN_VERSIONS, versions


@click.command("versions")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
def versions_command(form: str) -> None:
    """List the API versions, oldest first.

    For each version, the list shows its API release, its namespace, and the evidence for it.
    Only the namespace identifies a document's version. A document without a namespace is checked
    against the reference pages. Versions that are used in public but whose shape is unknown come
    last; their documents are checked against the nearest known version.

    \b
    Examples:
      ipsxml versions
      ipsxml versions --format json
    """
    rows = [("VERSION", "API", "NAMESPACE", "EVIDENCE")]
    if form == "json":
        import json
        from dataclasses import asdict

        names = {"name": "version", "api_release": "apiRelease"}
        entries = [
            {names.get(key, key): value for key, value in asdict(version).items()}
            | {"shapeIsKnown": version not in SEEN_VERSIONS}
            for version in (*versions(), *SEEN_VERSIONS)
        ]
        click.echo(json.dumps(entries, indent=2))
        return
    rows += [(v.name, v.api_release, v.namespace or "(none)", v.evidence) for v in versions()]
    rows += [
        (v.name, v.api_release, v.namespace, f"shape unknown, seen: {v.evidence}") for v in SEEN_VERSIONS
    ]
    widths = [max(len(row[column]) for row in rows) for column in range(3)]
    for row in rows:
        padded = [cell.ljust(width) for cell, width in zip(row, widths, strict=False)]
        click.echo("  ".join([*padded, row[-1]]))
