"""Makers: for each type whose members must be consistent, a function that returns the facts for them."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from ipsxml.contract import PRE_4_0, contract
from ipsxml.simulation.detail_kinds import job_details
from ipsxml.simulation.job_at_moment import Facts, identity, observe
from ipsxml.simulation.job_log import asset_entry, entries_of, log_of
from ipsxml.simulation.job_timelines import Job, Order
from ipsxml.simulation.queue_times import written
from ipsxml.testing.samples.sample_jobs import active_jobs, ended_jobs
from ipsxml.testing.samples.sample_setting import Scene

_NIGHTLY = ("0 30 2 * * ?", timedelta(hours=2, minutes=30))  # in Quartz's cron notation


def active_job(job: Job, now: datetime) -> Facts:
    """The facts of an ActiveJob at a moment."""
    return {**observe(job, now), **one_detail(job)}


def one_detail(job: Job) -> Facts:
    """The job detail that fits the type of a job, and ``None`` for all others."""
    return {**dict.fromkeys(job_details()), job.order.kind.detail: _detail(job.order.kind.detail, job)}


def _detail(name: str, job: Job) -> Facts:
    folder = job.order.original_name.removesuffix(f"-{job.order.kind.purpose}")
    if name == "uploadUrlsJob":
        urls = [_url(folder, file) for file in job.files]
        return {"urlArray": urls, "numUrls": len(urls)}
    if name == "uploadDirectoryJob":
        return {"serverDir": f"incoming/{folder}", "destFolder": f"{job.order.company_handle[2:]}/{folder}"}
    return {}


def _url(folder: str, file: str) -> Facts:
    return {"sourceUrl": f"https://assets.example.com/{folder}/{file}", "destPath": f"{folder}/{file}"}


def _scheduled_job(scene: Scene, job: Job) -> Facts:
    """The facts of a ScheduledJob that has run every night since its submission."""
    notation, time_of_day = _NIGHTLY
    midnight = scene.now.replace(hour=0, minute=0, second=0, microsecond=0)
    tonight = midnight + time_of_day
    return {
        **identity(job.order),
        "type": job.order.kind.job_type,
        "locale": job.order.locale,
        "execSchedule": notation,
        "nextFireTime": written(tonight if tonight > scene.now else tonight + timedelta(days=1)),
        "timeZone": scene.time_zone,
        "triggerState": "Normal",
        **one_detail(job),
    }


def _submission(scene: Scene) -> Facts:
    """The parameters of submitJob for a job that runs immediately, later, or repeatedly."""
    job = _first(scene)
    when = (scene.chance / "when").choice(("now", "now", "execTime", "execSchedule"))
    return {
        "companyHandle": job.order.company_handle,
        "jobName": job.order.original_name,
        "locale": job.order.locale,
        "execTime": written(scene.now + timedelta(hours=1)) if when == "execTime" else None,
        "execSchedule": _NIGHTLY[0] if when == "execSchedule" else None,
        **one_detail(job),
    }


def _posted_files(scene: Scene) -> Facts:
    """The parameters of a POST with files: the first POST of a job has its name, later ones its handle."""
    order = _upload_order(scene)
    is_first = (scene.chance / "first").one_in(2)
    return {
        "companyHandle": order.company_handle,
        "jobName": order.original_name if is_first else None,
        "jobHandle": None if is_first else order.handle,
        "locale": order.locale,
    }


def _upload_order(scene: Scene) -> Order:
    """The order of the first job, renamed to an upload."""
    order = _first(scene).order
    name = f"{order.original_name.removesuffix(order.kind.purpose)}upload"
    return order._replace(original_name=name, name=order.name.replace(order.original_name, name))


def _fault(code_type: str) -> Callable[[Scene], Facts]:
    def fault(scene: Scene) -> Facts:
        """A fault code, and a reason derived from its constant."""
        limited = contract(PRE_4_0).simple_types[code_type]
        code = (scene.chance / "code").choice(limited.values)
        words = limited.constants[code].partition("_FAULT_CODE_")[2].replace("_", " ")
        return {"code": int(code), "reason": words.capitalize()}

    return fault


def _first_upload(scene: Scene) -> Facts:
    """The details of an upload as a document of its own; folder and files are those of the first job."""
    job = _first(scene)
    return {**_detail("uploadUrlsJob", job), **_detail("uploadDirectoryJob", job)}


def _first_asset_entry(job: Job) -> Facts:
    return asset_entry(job, job.tasks[0].items[0])


def _first(scene: Scene) -> Job:
    return active_jobs(scene, 1)[0]


def _first_task(scene: Scene) -> Facts:
    facts: Facts = observe(_first(scene), scene.now)["taskProgressArray"][0]
    return facts


MAKERS: dict[str, Callable[[Scene], Any]] = {
    "ActiveJobArray": lambda scene: [active_job(job, scene.now) for job in active_jobs(scene, scene.jobs)],
    "ActiveJob": lambda scene: active_job(_first(scene), scene.now),
    "TaskProgressArray": lambda scene: observe(_first(scene), scene.now)["taskProgressArray"],
    "TaskProgress": _first_task,
    "TaskItemProgressArray": lambda scene: _first_task(scene)["taskItemProgressArray"],
    "TaskItemProgress": lambda scene: _first_task(scene)["taskItemProgressArray"][0],
    "ScheduledJobArray": lambda scene: [_scheduled_job(scene, job) for job in ended_jobs(scene, scene.jobs)],
    "ScheduledJob": lambda scene: _scheduled_job(scene, ended_jobs(scene, 1)[0]),
    "JobLogArray": lambda scene: [log_of(job, scene.wants) for job in ended_jobs(scene, scene.jobs)],
    "JobLog": lambda scene: log_of(ended_jobs(scene, 1)[0], scene.wants),
    "JobLogDetailArray": lambda scene: entries_of(ended_jobs(scene, 1)[0], scene.wants),
    "JobLogDetail": lambda scene: entries_of(ended_jobs(scene, 1)[0], scene.wants)[1],
    "AssetJobLogArray": lambda scene: [_first_asset_entry(job) for job in ended_jobs(scene, scene.jobs)],
    "AssetJobLog": lambda scene: _first_asset_entry(ended_jobs(scene, 1)[0]),
    "UploadUrlsJob": _first_upload,
    "UploadDirectoryJob": _first_upload,
    "UploadUrlArray": lambda scene: _first_upload(scene)["urlArray"],
    "UploadUrl": lambda scene: _first_upload(scene)["urlArray"][0],
    "submitJobParam": _submission,
    "submitJobReturn": lambda scene: {"jobHandle": _first(scene).order.submission_handle},
    "uploadPostParam": _posted_files,
    "uploadPostReturn": lambda scene: {"jobHandle": _upload_order(scene).handle},
    "authenticationFault": _fault("AuthenticationFaultCode"),
    "authorizationFault": _fault("AuthorizationFaultCode"),
    "ipsApiFault": _fault("IpsApiFaultCode"),
}
"""Makers by the name of their type. Facts for members that a sample's version does not have are ignored."""


def common_facts(scene: Scene) -> dict[str, str]:
    """Default values for members by name, from the first job; they are used mostly in requests."""
    job = _first(scene)
    return {
        **identity(job.order),
        "jobName": job.order.name,
        "originalJobName": job.order.original_name,
        "locale": job.order.locale,
        "userHandle": f"u|{(scene.chance / 'user').between(1000, 9999)}",
        "timeZone": scene.time_zone,
    }
