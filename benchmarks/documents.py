"""Realistic documents for the benchmarks: n jobs with tasks, items, and options, in any version."""

from collections.abc import Collection, Mapping, Sequence
from xml.sax.saxutils import escape

from ipsxml.contract import ComplexType, XsdType, contract, version_named

Value = str | Mapping[str, "Value"] | Sequence["Value"]

_ENVELOPE = """<?xml version="1.0" encoding="UTF-8"?>
<soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/"><soapenv:Body>
{payload}
</soapenv:Body></soapenv:Envelope>
"""


def response(jobs: int, api: str = "2013-02-15", *, bad: Collection[int] = ()) -> bytes:
    """A SOAP 1.1 answer to getActiveJobs with ``jobs`` jobs, in UTF-8, one element per line.

    Jobs whose index is in ``bad`` have a size that is not a number.
    """
    version = version_named(api)
    payload: dict[str, Value] = {
        "jobArray": [
            {**job(number), "totalSize": "large"} if number in bad else job(number) for number in range(jobs)
        ]
    }
    lines: list[str] = []
    _write("getActiveJobsReturn", contract(version).elements["getActiveJobsReturn"], payload, lines)
    lines[0] = lines[0].replace(">", f' xmlns="{version.namespace}">', 1)
    return _ENVELOPE.format(payload="\n".join(lines)).encode()


def job(number: int) -> dict[str, Value]:
    """A running URL upload with every member that at least one version requires."""
    original_name = f"nightly-{number:05d}"
    stamp = f"2013-05-{number % 28 + 1:02d}T{number % 24:02d}:{number % 60:02d}:08"
    name = f"{original_name}_{stamp.replace('T', '-')}.001"
    return {
        "companyHandle": "c|110",
        "jobHandle": f"j|110||{name}|{5_000_000 + number}",
        "name": name,
        "originalName": original_name,
        "type": "UrlUpload",
        "state": "Running",
        "submitUserEmail": f"user{number % 7}@example.com",
        "locale": "en-US",
        "serverName": f"server_{number % 5}",
        "startDate": f"{stamp}.858-05:00",
        "triggerTime": f"{stamp}.001-05:00",
        "totalSize": str(number * 4096),
        "progress": str(number % 101),
        "progressMessage": "Optimizing files & writing <derivatives>",
        "lastProgressUpdate": f"{stamp}.958-05:00",
        "taskProgressArray": [
            _task(kind, number, stamp) for kind in ("upload.UploadAsync", "autoset.AutoSet")
        ],
        "uploadUrlsJob": _upload(number),
    }


def _task(kind: str, number: int, stamp: str) -> dict[str, Value]:
    items: list[Value] = [
        {
            "itemName": f"image-{number}-{item}.tif",
            "progress": f"{item / 4}",
            "progressMessage": "Reading",
            "lastProgressUpdate": f"{stamp}.{item:03d}-05:00",
        }
        for item in range(2)
    ]
    return {
        "taskType": f"com.example.{kind}TaskMonitor",
        "taskState": "Processing",
        "numProcessed": str(number % 9),
        "numProcessing": "2",
        "numPending": "4",
        "progress": f"{number % 100 / 100}",
        "progressMessage": "",
        "lastProgressUpdate": f"{stamp}.500-05:00",
        "taskItemProgressArray": items,
    }


def _upload(number: int) -> dict[str, Value]:
    page = {"process": "None", "resolution": "72.0", "colorspace": "Auto"}
    return {
        "urlArray": [
            {
                "sourceUrl": f"https://assets.example.com/{number}/{file}.tif",
                "destPath": f"in/{number}/{file}.tif",
            }
            for file in range(3)
        ],
        "overwrite": "true",
        "readyForPublish": "true",
        "preservePublishState": "false",
        "createMask": "false",
        "preserveCrop": "true",
        "manualCropOptions": {"left": "0", "right": "0", "top": "12", "bottom": "12"},
        "photoshopOptions": {"process": "None"},
        "postScriptOptions": {**page, "alpha": "false", "extractSearchWords": "false"},
        "pdfOptions": {**page, "pdfCatalog": "true", "extractSearchWords": "false", "extractLinks": "true"},
        "illustratorOptions": {**page, "alpha": "false"},
        "colorManagementOptions": {"colorManagement": "Default"},
        "autoSetCreationOptions": {},
        "emailSetting": "None",
        "postJobOnlyIfFiles": "false",
        "mediaOptions": {},
        "inDesignOptions": {"process": "None"},
        "unsharpMaskOptions": {"amount": "1.75", "radius": "0.2", "threshold": "2", "monochrome": "0"},
    }


def _write(tag: str, xsd_type: XsdType, value: Value, lines: list[str]) -> None:
    """Append the lines of one element, without the members that the version lacks."""
    if isinstance(value, str):
        lines.append(f"<{tag}>{escape(value)}</{tag}>" if value else f"<{tag}/>")
        return
    assert isinstance(xsd_type, ComplexType)
    members = xsd_type.members
    given = {"items": value} if isinstance(value, Sequence) else value
    if not any(given.get(name) for name in members):
        lines.append(f"<{tag}/>")
        return
    lines.append(f"<{tag}>")
    for name, member in members.items():
        if name in given:
            for item in given[name] if member.repeats else [given[name]]:
                _write(name, member.type, item, lines)
    lines.append(f"</{tag}>")
