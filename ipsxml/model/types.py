"""The typed classes, one for each type of the schemas.

Generated from schemas/ by `make model`: do not edit.
"""

from datetime import datetime
from typing import TypeAlias

from msgspec import field

from ipsxml.model.base import Payload, WithJobDetails

__all__ = [
    "ActiveJob",
    "AssetJobLog",
    "AuthHeader",
    "AuthenticationFault",
    "AuthorizationFault",
    "AutoColorCropOptions",
    "AutoSetCreationOptions",
    "AutoTransparentCropOptions",
    "AutomatedSetGenerationJob",
    "ColorManagementOptions",
    "CreateVideoSitemapJob",
    "DeleteJobParam",
    "DeleteJobReturn",
    "ExecuteJobParam",
    "ExecuteJobReturn",
    "ExportJob",
    "GetActiveJobsParam",
    "GetActiveJobsReturn",
    "GetAssetJobLogsParam",
    "GetAssetJobLogsReturn",
    "GetJobLogDetailsParam",
    "GetJobLogDetailsReturn",
    "GetJobLogsParam",
    "GetJobLogsReturn",
    "GetScheduledJobsParam",
    "GetScheduledJobsReturn",
    "IllustratorOptions",
    "ImageRenderingPublishJob",
    "ImageServingPublishJob",
    "InDesignOptions",
    "IpsApiFault",
    "JobLog",
    "JobLogDetail",
    "JobLogDetailAux",
    "KnockoutBackgroundOptions",
    "ManualCropOptions",
    "MediaOptions",
    "MetadataPublishJob",
    "OptimizeImagesJob",
    "PDFOptions",
    "PauseJobParam",
    "PauseJobReturn",
    "PhotoshopLayerOptions",
    "PhotoshopOptions",
    "PostScriptOptions",
    "ReprocessAssetsJob",
    "ResumeJobParam",
    "ResumeJobReturn",
    "RipPdfsJob",
    "ScheduledJob",
    "ServerDirectoryPublishJob",
    "StopJobParam",
    "StopJobReturn",
    "SubmitJobParam",
    "SubmitJobReturn",
    "TaskItemProgress",
    "TaskProgress",
    "ThumbnailOptions",
    "UnCompressOptions",
    "UnsharpMaskOptions",
    "UploadDirectoryJob",
    "UploadPostJob",
    "UploadPostParam",
    "UploadPostReturn",
    "UploadUrl",
    "UploadUrlsJob",
    "VideoPublishJob",
]


class PhotoshopLayerOptions(Payload, kw_only=True):
    """The treatment of a Photoshop file's layers. Since 2008-01-15.

    Attributes:
        layer_naming: How the assets made from layers are named.
        anchor: The point that a layer's position is measured from.
        create_template: Whether a template is built from the layers.
        extract_text: Whether text layers stay text.
        extend_layers: Whether every layer is extended to the size of the whole image.
    """

    layer_naming: str | None = None
    anchor: str | None = None
    create_template: bool | None = None
    extract_text: bool | None = None
    extend_layers: bool | None = None


class PostScriptOptions(Payload, kw_only=True):
    """The treatment of PostScript files.

    Attributes:
        process: Which treatment the file gets, None among them. Since 2008-01-15.
        resolution: The resolution of the image made from a page, in pixels per inch.
        colorspace: The colour space of the image made from a page.
        alpha: Whether an empty background becomes transparent. Since 2008-01-15.
        extract_search_words: Whether the text is kept for searching.
    """

    process: str | None = None
    resolution: float | None = None
    colorspace: str | None = None
    alpha: bool | None = None
    extract_search_words: bool | None = None


class PDFOptions(Payload, kw_only=True):
    """The treatment of PDF files. Since 2008-01-15.

    Attributes:
        process: Which treatment the file gets.
        resolution: The resolution of the image made from a page, in pixels per inch.
        colorspace: The colour space of the image made from a page.
        pdf_catalog: Whether an electronic catalogue is made from the pages.
        extract_search_words: Whether the text is kept for searching.
        extract_links: Whether links in the file become links in the catalogue. Since 2009-07-31.
    """

    process: str | None = None
    resolution: float | None = None
    colorspace: str | None = None
    pdf_catalog: bool | None = None
    extract_search_words: bool | None = None
    extract_links: bool | None = None


class IllustratorOptions(Payload, kw_only=True):
    """The treatment of Illustrator files. Since 2008-01-15.

    Attributes:
        process: Which treatment the file gets.
        resolution: The resolution of the image made from a page, in pixels per inch.
        colorspace: The colour space of the image made from a page.
        alpha: Whether an empty background becomes transparent.
    """

    process: str | None = None
    resolution: float | None = None
    colorspace: str | None = None
    alpha: bool | None = None


class InDesignOptions(Payload, kw_only=True):
    """The treatment of InDesign files. Since 2008-01-15.

    Attributes:
        process: Which treatment the file gets, None among them.
    """

    process: str | None = None


class ThumbnailOptions(Payload, kw_only=True):
    """The still image made from a video. Since 2008-01-15.

    Attributes:
        thumbnail_time: The moment of the still image, in milliseconds from the beginning.
    """

    thumbnail_time: int | None = None


class UnCompressOptions(Payload, kw_only=True):
    """The treatment of archives. Since 2008-01-15.

    Attributes:
        process: Which treatment the archive gets.
    """

    process: str


class KnockoutBackgroundOptions(Payload, kw_only=True):
    """Making a plain background transparent. Since 2008-01-15.

    Attributes:
        corner: The corner whose colour is taken for the background.
        tolerance: How far a colour may differ from the corner's and still count as background.
        fill_method: Which pixels of the background's colour become transparent.
    """

    corner: str
    tolerance: float | None = None
    fill_method: str


class ManualCropOptions(Payload, kw_only=True):
    """Cutting off a given number of pixels at each side.

    Attributes:
        left: Pixels to cut off at the left.
        right: Pixels to cut off at the right.
        top: Pixels to cut off at the top.
        bottom: Pixels to cut off at the bottom.
    """

    left: int
    right: int
    top: int
    bottom: int


class AutoColorCropOptions(Payload, kw_only=True):
    """Cutting off a border of one colour.

    Attributes:
        corner: The corner whose colour is taken for the border.
        tolerance: How far a colour may differ from the corner's and still count as border.
    """

    corner: str
    tolerance: float


class AutoTransparentCropOptions(Payload, kw_only=True):
    """Cutting off a transparent border.

    Attributes:
        tolerance: How opaque a pixel may be and still count as border.
    """

    tolerance: float


class ColorManagementOptions(Payload, kw_only=True):
    """The conversion of colours.

    Attributes:
        color_management: Whether colours are kept or converted.
        source_profile_handle: The colour profile to convert from.
        output_profile_handle: The colour profile to convert to.
    """

    color_management: str
    source_profile_handle: str | None = None
    output_profile_handle: str | None = None


class UnsharpMaskOptions(Payload, kw_only=True):
    """Sharpening by an unsharp mask. Since 2008-01-15.

    Attributes:
        amount: How strongly to sharpen.
        radius: How many pixels around an edge are sharpened.
        threshold: How much neighbours must differ to count as an edge, 0 to 255.
        monochrome: Whether brightness alone is sharpened (1) or each colour channel (0).
    """

    amount: float | None = None
    radius: float | None = None
    threshold: int | None = None
    monochrome: int | None = None


class ImageServingPublishJob(Payload, kw_only=True):
    """Publish assets to the image servers.

    Attributes:
        publish_type: How much to publish.
        email_setting: On which outcomes the service writes an e-mail.
        http_completion_url: An address that the service calls when the publishing is over.
        context_handle: The publishing context to publish to. Since 2010-01-31.
    """

    publish_type: str
    email_setting: str
    http_completion_url: str | None = None
    context_handle: str | None = None


class ImageRenderingPublishJob(Payload, kw_only=True):
    """Publish assets to the render servers.

    Attributes:
        email_setting: On which outcomes the service writes an e-mail.
        http_completion_url: An address that the service calls when the publishing is over.
        context_handle: The publishing context to publish to. Since 2010-01-31.
    """

    email_setting: str
    http_completion_url: str | None = None
    context_handle: str | None = None


class VideoPublishJob(Payload, kw_only=True):
    """Publish assets to the video servers.

    Attributes:
        email_setting: On which outcomes the service writes an e-mail.
        http_completion_url: An address that the service calls when the publishing is over.
        context_handle: The publishing context to publish to. Since 2010-01-31.
    """

    email_setting: str
    http_completion_url: str | None = None
    context_handle: str | None = None


class ServerDirectoryPublishJob(Payload, kw_only=True):
    """Publish files to a directory of a server.

    Attributes:
        email_setting: On which outcomes the service writes an e-mail.
        http_completion_url: An address that the service calls when the publishing is over.
    """

    email_setting: str
    http_completion_url: str | None = None


class MetadataPublishJob(Payload, kw_only=True):
    """Publish metadata. Since 2008-01-15.

    Attributes:
        force_publish: Whether to publish what has not changed, too.
    """

    force_publish: bool | None = None


class OptimizeImagesJob(Payload, kw_only=True):
    """Optimize images anew. Since 2008-01-15.

    Attributes:
        email_setting: On which outcomes the service writes an e-mail.
    """

    email_setting: str


class CreateVideoSitemapJob(Payload, kw_only=True):
    """Write a site map of the published videos. Since 2008-01-15.

    Attributes:
        force_update: Whether the site map is written even if nothing changed.
    """

    force_update: bool | None = None


class TaskItemProgress(Payload, kw_only=True):
    """How far a task has come with one of its items. Since 2008-01-15.

    Attributes:
        item_name: The item's name, usually that of a file.
        progress: The part of this item that is done, from 0.0 to 1.0.
        progress_message: What is being done to the item, as prose; often empty.
        last_progress_update: When the item's progress was last reported.
    """

    item_name: str
    progress: float
    progress_message: str
    last_progress_update: datetime


class UploadUrl(Payload, kw_only=True):
    """One file to fetch, and where it goes.

    Attributes:
        source_url: The address to fetch the file from.
        dest_path: The folder and name that the file gets.
    """

    source_url: str
    dest_path: str


class JobLogDetailAux(Payload, kw_only=True):
    """A further message to an entry. Since 2008-01-15.

    Attributes:
        log_message: What more there is to say, as prose.
        log_type: What kind of message it is.
        date_created: When the message was written.
    """

    log_message: str
    log_type: str
    date_created: datetime | None = None


class GetActiveJobsParam(Payload, kw_only=True):
    """Asks which jobs are running.

    Attributes:
        company_handle: The company the request is about.
        job_handle: Ask for this job only.
        original_name: Ask for the jobs submitted under this name.
        include_waiting_jobs: Whether jobs that wait for their turn are listed as well. Since
            2013-08-29-beta.
    """

    company_handle: str | None = None
    job_handle: str | None = None
    original_name: str | None = None
    include_waiting_jobs: bool | None = None


class GetScheduledJobsParam(Payload, kw_only=True):
    """Asks which jobs are scheduled.

    Attributes:
        company_handle: The company the request is about.
        job_handle: Ask for this job only.
        original_name: Ask for the jobs submitted under this name.
    """

    company_handle: str | None = None
    job_handle: str | None = None
    original_name: str | None = None


class GetJobLogsParam(Payload, kw_only=True):
    """Asks for the logs of jobs that have run.

    Attributes:
        company_handle: The company the request is about.
        user_handle: Ask for the logs of this user's jobs.
        sort_by: The field to sort by.
        sort_direction: Whether to sort upwards or downwards.
        start_date: Leave out logs from before this time.
        end_date: Leave out logs from after this time.
        num_rows: How many logs to give at most.
    """

    company_handle: str | None = None
    user_handle: str | None = None
    sort_by: str | None = None
    sort_direction: str | None = None
    start_date: datetime | None = None
    end_date: datetime | None = None
    num_rows: int | None = None


class GetAssetJobLogsParam(Payload, kw_only=True):
    """Asks what jobs have done to an asset. Since 2008-01-15.

    Attributes:
        company_handle: The company the request is about.
        asset_handle: The asset to tell about.
    """

    company_handle: str
    asset_handle: str


class SubmitJobReturn(Payload, kw_only=True):
    """Answers submitJobParam with the new job's handle.

    Attributes:
        job_handle: What identifies the new job from now on.
    """

    job_handle: str


class StopJobParam(Payload, kw_only=True):
    """Asks to stop a running job.

    Attributes:
        company_handle: The company the request is about.
        job_handle: The job to act on.
    """

    company_handle: str
    job_handle: str


class StopJobReturn(Payload, kw_only=True):
    """Answers stopJobParam; empty."""


class PauseJobParam(Payload, kw_only=True):
    """Asks to pause a scheduled job.

    Attributes:
        company_handle: The company the request is about.
        job_handle: The job to act on.
    """

    company_handle: str
    job_handle: str


class PauseJobReturn(Payload, kw_only=True):
    """Answers pauseJobParam; empty."""


class ResumeJobParam(Payload, kw_only=True):
    """Asks to resume a paused job.

    Attributes:
        company_handle: The company the request is about.
        job_handle: The job to act on.
    """

    company_handle: str
    job_handle: str


class ResumeJobReturn(Payload, kw_only=True):
    """Answers resumeJobParam; empty."""


class ExecuteJobParam(Payload, kw_only=True):
    """Asks to run a scheduled job at once.

    Attributes:
        company_handle: The company the request is about.
        job_handle: The job to act on.
    """

    company_handle: str
    job_handle: str


class ExecuteJobReturn(Payload, kw_only=True):
    """Answers executeJobParam; empty."""


class DeleteJobParam(Payload, kw_only=True):
    """Asks to delete a scheduled job.

    Attributes:
        company_handle: The company the request is about.
        job_handle: The job to act on.
    """

    company_handle: str
    job_handle: str


class DeleteJobReturn(Payload, kw_only=True):
    """Answers deleteJobParam; empty."""


class UploadPostReturn(Payload, kw_only=True):
    """Answers uploadPostParam with the handle of the job. Since 2008-01-15.

    Attributes:
        job_handle: What identifies the job: the following files are posted with it.
    """

    job_handle: str


class AuthenticationFault(Payload, kw_only=True):
    """The caller is not who it says it is, or did not say.

    Attributes:
        code: Why, as a number.
        reason: Why, as prose.
    """

    code: int
    reason: str


class AuthorizationFault(Payload, kw_only=True):
    """The caller may not do what it asked for.

    Attributes:
        code: Why, as a number.
        reason: Why, as prose.
    """

    code: int
    reason: str


class IpsApiFault(Payload, kw_only=True):
    """The request cannot be carried out.

    Attributes:
        code: Why, as a number.
        reason: Why, as prose.
    """

    code: int
    reason: str


class AuthHeader(Payload, kw_only=True):
    """Who asks, with which client, and how the answer should be given.

    Attributes:
        user: The user who asks.
        password: The user's password.
        locale: The language, and where it matters the country, of messages: en-US.
        app_name: The name of the client. Required since 2016-01-14-beta.
        app_version: The version of the client. Required since 2016-01-14-beta.
        gzip_response: Whether the answer may be compressed.
        fault_http_status_code: The HTTP status to answer a fault with.
        access_token: A token that stands for user and password.
        saml_response: A SAML response that stands for user and password. Since 2016-01-14-beta.
    """

    user: str | None = None
    password: str | None = None
    locale: str | None = None
    app_name: str | None = None
    app_version: str | None = None
    gzip_response: bool | None = None
    fault_http_status_code: int | None = None
    access_token: str | None = None
    saml_response: str | None = None


class AutoSetCreationOptions(Payload, kw_only=True):
    """The grouping of assets into sets by rules. Since 2008-01-15.

    Attributes:
        auto_sets_array: The rules to apply.
    """

    auto_sets_array: list[str] | None = None


class ExportJob(Payload, kw_only=True):
    """Export assets as files. Since 2008-01-15.

    Attributes:
        asset_handle_array: The assets to export.
        fmt: Whether the files leave as they came or converted.
        is_modifier: Image Serving commands that shape a converted file.
        macro: The image preset that shapes a converted file.
        email_setting: On which outcomes the service writes an e-mail.
        client_id: A mark that the client sets to know its own exports again.
    """

    asset_handle_array: list[str]
    fmt: str
    is_modifier: str | None = field(name="is_modifier", default=None)
    macro: str | None = None
    email_setting: str
    client_id: str | None = None


class GetJobLogDetailsParam(Payload, kw_only=True):
    """Asks for the log of a job, entry by entry.

    Attributes:
        company_handle: The company the request is about.
        job_handle: Ask for the log of this job.
        original_name: Ask for the logs of the jobs submitted under this name.
        log_type_array: Ask for entries of these kinds only. Since 2008-01-15.
        records_per_page: How many entries make a page. Since 2008-01-15.
        results_page: Which page to give, from 1. Since 2008-01-15.
        sort_by: The field to sort by. Since 2008-01-15.
        sort_direction: Whether to sort upwards or downwards. Since 2008-01-15.
    """

    company_handle: str
    job_handle: str | None = None
    original_name: str | None = None
    log_type_array: list[str] | None = None
    records_per_page: int | None = None
    results_page: int | None = None
    sort_by: str | None = None
    sort_direction: str | None = None


class PhotoshopOptions(Payload, kw_only=True):
    """The treatment of Photoshop files. Up to 2009-07-31 the choices about layers stood here; since
    2010-01-31 they are in layerOptions.

    Attributes:
        maintain_layers: Whether each layer becomes an asset of its own. Until 2009-07-31.
        layer_naming: How the assets made from layers are named. Until 2009-07-31.
        anchor: The point that a layer's position is measured from. Until 2009-07-31.
        process: Which treatment the file gets, None among them. Since 2010-01-31.
        layer_options: What to do with the file's layers. Since 2010-01-31.
    """

    maintain_layers: bool | None = None
    layer_naming: str | None = None
    anchor: str | None = None
    process: str | None = None
    layer_options: PhotoshopLayerOptions | None = None


class MediaOptions(Payload, kw_only=True):
    """The treatment of video files. Since 2008-01-15.

    Attributes:
        video_encoding_presets_array: The encodings to make of each video.
        generate_thumbnail: Whether a still image is made from the video.
        thumbnail_options: How to make the still image.
    """

    video_encoding_presets_array: list[str] | None = None
    generate_thumbnail: bool | None = None
    thumbnail_options: ThumbnailOptions | None = None


class RipPdfsJob(Payload, kw_only=True):
    """Turn the pages of PDF assets into images. Since 2008-01-15.

    Attributes:
        pdf_handle_array: The PDF assets to turn into images.
        create_mask: Whether a mask is made from the image's clipping path or background.
        knockout_background_options: How to make a plain background transparent.
        manual_crop_options: How much to cut off at each side.
        auto_color_crop_options: How to cut off a border of one colour.
        auto_transparent_crop_options: How to cut off a transparent border.
        post_script_options: What to do with PostScript files.
        pdf_options: What to do with PDF files.
        illustrator_options: What to do with Illustrator files.
        color_management_options: How to convert colours.
        project_handle_array: The projects that the assets are added to.
        email_setting: On which outcomes the service writes an e-mail.
        post_http_url: An address that the service calls when the job is over.
        post_image_serving_publish_job: A publish to the image servers that follows the job.
        post_image_rendering_publish_job: A publish to the render servers that follows the job.
        post_video_publish_job: A publish to the video servers that follows the job.
        in_design_options: What to do with InDesign files.
    """

    pdf_handle_array: list[str]
    create_mask: bool
    knockout_background_options: KnockoutBackgroundOptions | None = None
    manual_crop_options: ManualCropOptions | None = None
    auto_color_crop_options: AutoColorCropOptions | None = None
    auto_transparent_crop_options: AutoTransparentCropOptions | None = None
    post_script_options: PostScriptOptions | None = None
    pdf_options: PDFOptions | None = None
    illustrator_options: IllustratorOptions | None = None
    color_management_options: ColorManagementOptions | None = None
    project_handle_array: list[str] | None = None
    email_setting: str
    post_http_url: str | None = None
    post_image_serving_publish_job: ImageServingPublishJob | None = None
    post_image_rendering_publish_job: ImageRenderingPublishJob | None = None
    post_video_publish_job: VideoPublishJob | None = None
    in_design_options: InDesignOptions | None = None


class AutomatedSetGenerationJob(Payload, kw_only=True):
    """Group existing assets into sets. Since 2008-01-15.

    Attributes:
        asset_handle_array: The assets to group.
        dest_folder: The folder that receives the sets.
        ready_for_publish: Whether the new sets are marked for publishing.
        auto_set_creation_options: Which rules group the assets into sets. Since 2009-07-31.
        email_setting: On which outcomes the service writes an e-mail.
    """

    asset_handle_array: list[str]
    dest_folder: str | None = None
    ready_for_publish: bool
    auto_set_creation_options: AutoSetCreationOptions | None = None
    email_setting: str


class ReprocessAssetsJob(Payload, kw_only=True):
    """Process existing assets again, with other options. Since 2008-01-15.

    Attributes:
        asset_handle_array: The assets to process again.
        ready_for_publish: Whether the assets are marked for publishing. Since 2008-09-10.
        preserve_publish_state: Whether a replaced asset keeps its mark for publishing. Since 2008-09-10.
        create_mask: Whether a mask is made from the image's clipping path or background.
        preserve_crop: Whether a replaced asset keeps its crop. Since 2008-09-10.
        knockout_background_options: How to make a plain background transparent.
        manual_crop_options: How much to cut off at each side.
        auto_color_crop_options: How to cut off a border of one colour.
        auto_transparent_crop_options: How to cut off a transparent border.
        photoshop_options: What to do with Photoshop files.
        post_script_options: What to do with PostScript files.
        pdf_options: What to do with PDF files.
        media_options: What to do with video files.
        illustrator_options: What to do with Illustrator files.
        color_management_options: How to convert colours.
        auto_set_creation_options: Which rules group the assets into sets. Since 2009-07-31.
        project_handle_array: The projects that the assets are added to.
        email_setting: On which outcomes the service writes an e-mail.
        post_job_only_if_files: Whether what follows the job happens only if it handled at least one file.
        post_http_url: An address that the service calls when the job is over.
        post_image_serving_publish_job: A publish to the image servers that follows the job.
        post_image_rendering_publish_job: A publish to the render servers that follows the job.
        post_video_publish_job: A publish to the video servers that follows the job.
        in_design_options: What to do with InDesign files.
        unsharp_mask_options: How to sharpen images. Since 2013-08-29-beta.
        exclude_master_video_from_avs: Whether the master video stays out of the adaptive video set. Since
            2013-08-29-beta.
    """

    asset_handle_array: list[str]
    ready_for_publish: bool | None = None
    preserve_publish_state: bool | None = None
    create_mask: bool
    preserve_crop: bool | None = None
    knockout_background_options: KnockoutBackgroundOptions | None = None
    manual_crop_options: ManualCropOptions | None = None
    auto_color_crop_options: AutoColorCropOptions | None = None
    auto_transparent_crop_options: AutoTransparentCropOptions | None = None
    photoshop_options: PhotoshopOptions | None = None
    post_script_options: PostScriptOptions | None = None
    pdf_options: PDFOptions | None = None
    media_options: MediaOptions | None = None
    illustrator_options: IllustratorOptions | None = None
    color_management_options: ColorManagementOptions | None = None
    auto_set_creation_options: AutoSetCreationOptions | None = None
    project_handle_array: list[str] | None = None
    email_setting: str
    post_job_only_if_files: bool | None = None
    post_http_url: str | None = None
    post_image_serving_publish_job: ImageServingPublishJob | None = None
    post_image_rendering_publish_job: ImageRenderingPublishJob | None = None
    post_video_publish_job: VideoPublishJob | None = None
    in_design_options: InDesignOptions | None = None
    unsharp_mask_options: UnsharpMaskOptions | None = None
    exclude_master_video_from_avs: bool | None = field(name="excludeMasterVideoFromAVS", default=None)


class UploadDirectoryJob(Payload, kw_only=True):
    """Upload the files of a directory of the service's file server.

    Attributes:
        dest_folder: The folder that receives the files.
        server_dir: The directory to read, relative to the company's place on the file server.
        overwrite: Whether a file replaces an asset of the same name.
        ready_for_publish: Whether the new assets are marked for publishing.
        preserve_publish_state: Whether a replaced asset keeps its mark for publishing. Since 2008-09-10.
        include_subfolders: Whether folders inside the directory are read as well.
        create_mask: Whether a mask is made from the image's clipping path or background.
        process_metadata_files: Whether files of metadata in the directory are applied to the assets.
        preserve_crop: Whether a replaced asset keeps its crop. Since 2008-09-10.
        knockout_background_options: How to make a plain background transparent. Since 2008-01-15.
        manual_crop_options: How much to cut off at each side.
        auto_color_crop_options: How to cut off a border of one colour.
        auto_transparent_crop_options: How to cut off a transparent border.
        photoshop_options: What to do with Photoshop files.
        post_script_options: What to do with PostScript files.
        pdf_options: What to do with PDF files. Since 2008-01-15.
        illustrator_options: What to do with Illustrator files. Since 2008-01-15.
        color_management_options: How to convert colours.
        auto_set_creation_options: Which rules group the assets into sets. Since 2009-07-31.
        project_handle_array: The projects that the assets are added to.
        email_setting: On which outcomes the service writes an e-mail.
        post_job_only_if_files: Whether what follows the job happens only if it handled at least one file.
        post_http_url: An address that the service calls when the job is over.
        post_image_serving_publish_job: A publish to the image servers that follows the job.
        post_image_rendering_publish_job: A publish to the render servers that follows the job.
        post_video_publish_job: A publish to the video servers that follows the job.
        media_options: What to do with video files. Since 2008-01-15.
        in_design_options: What to do with InDesign files. Since 2008-01-15.
        xmp_keywords: Keywords to write into the assets' XMP metadata. Since 2010-01-31.
        xmp_template_id: The template of XMP metadata to apply. Since 2010-01-31. Until 2014-04-03.
        xmp_template_overwrites: Whether the template replaces metadata that is there already. Since
            2010-01-31. Until 2014-04-03.
        unsharp_mask_options: How to sharpen images. Since 2008-01-15.
        un_compress_options: What to do with archives. Since 2008-01-15.
        exclude_master_video_from_avs: Whether the master video stays out of the adaptive video set. Since
            2013-08-29-beta.
    """

    dest_folder: str | None = None
    server_dir: str
    overwrite: bool
    ready_for_publish: bool
    preserve_publish_state: bool | None = None
    include_subfolders: bool
    create_mask: bool
    process_metadata_files: bool
    preserve_crop: bool | None = None
    knockout_background_options: KnockoutBackgroundOptions | None = None
    manual_crop_options: ManualCropOptions | None = None
    auto_color_crop_options: AutoColorCropOptions | None = None
    auto_transparent_crop_options: AutoTransparentCropOptions | None = None
    photoshop_options: PhotoshopOptions | None = None
    post_script_options: PostScriptOptions | None = None
    pdf_options: PDFOptions | None = None
    illustrator_options: IllustratorOptions | None = None
    color_management_options: ColorManagementOptions | None = None
    auto_set_creation_options: AutoSetCreationOptions | None = None
    project_handle_array: list[str] | None = None
    email_setting: str
    post_job_only_if_files: bool | None = None
    post_http_url: str | None = None
    post_image_serving_publish_job: ImageServingPublishJob | None = None
    post_image_rendering_publish_job: ImageRenderingPublishJob | None = None
    post_video_publish_job: VideoPublishJob | None = None
    media_options: MediaOptions | None = None
    in_design_options: InDesignOptions | None = None
    xmp_keywords: str | None = None
    xmp_template_id: str | None = None
    xmp_template_overwrites: bool | None = None
    unsharp_mask_options: UnsharpMaskOptions | None = None
    un_compress_options: UnCompressOptions | None = None
    exclude_master_video_from_avs: bool | None = field(name="excludeMasterVideoFromAVS", default=None)


class UploadPostJob(Payload, kw_only=True):
    """Upload a file by HTTP POST. Since 2008-01-15.

    Attributes:
        overwrite: Whether a file replaces an asset of the same name.
        ready_for_publish: Whether the new assets are marked for publishing.
        preserve_publish_state: Whether a replaced asset keeps its mark for publishing.
        create_mask: Whether a mask is made from the image's clipping path or background.
        preserve_crop: Whether a replaced asset keeps its crop.
        knockout_background_options: How to make a plain background transparent.
        manual_crop_options: How much to cut off at each side.
        auto_color_crop_options: How to cut off a border of one colour.
        auto_transparent_crop_options: How to cut off a transparent border.
        photoshop_options: What to do with Photoshop files.
        post_script_options: What to do with PostScript files.
        pdf_options: What to do with PDF files.
        illustrator_options: What to do with Illustrator files.
        color_management_options: How to convert colours.
        auto_set_creation_options: Which rules group the assets into sets. Since 2009-07-31.
        project_handle_array: The projects that the assets are added to.
        email_setting: On which outcomes the service writes an e-mail.
        post_http_url: An address that the service calls when the job is over.
        media_options: What to do with video files.
        in_design_options: What to do with InDesign files.
        xmp_keywords: Keywords to write into the assets' XMP metadata. Since 2013-08-29-beta.
        unsharp_mask_options: How to sharpen images.
        un_compress_options: What to do with archives.
        exclude_master_video_from_avs: Whether the master video stays out of the adaptive video set. Since
            2013-08-29-beta.
    """

    overwrite: bool
    ready_for_publish: bool
    preserve_publish_state: bool | None = None
    create_mask: bool
    preserve_crop: bool | None = None
    knockout_background_options: KnockoutBackgroundOptions | None = None
    manual_crop_options: ManualCropOptions | None = None
    auto_color_crop_options: AutoColorCropOptions | None = None
    auto_transparent_crop_options: AutoTransparentCropOptions | None = None
    photoshop_options: PhotoshopOptions | None = None
    post_script_options: PostScriptOptions | None = None
    pdf_options: PDFOptions | None = None
    illustrator_options: IllustratorOptions | None = None
    color_management_options: ColorManagementOptions | None = None
    auto_set_creation_options: AutoSetCreationOptions | None = None
    project_handle_array: list[str] | None = None
    email_setting: str
    post_http_url: str | None = None
    media_options: MediaOptions | None = None
    in_design_options: InDesignOptions | None = None
    xmp_keywords: str | None = None
    unsharp_mask_options: UnsharpMaskOptions | None = None
    un_compress_options: UnCompressOptions | None = None
    exclude_master_video_from_avs: bool | None = field(name="excludeMasterVideoFromAVS", default=None)


class TaskProgress(Payload, kw_only=True):
    """How far one task of a job has come. A job is split into tasks, each of which works through items.
    Since 2008-01-15.

    Attributes:
        task_type: The kind of work, as the name of the service's class that monitors it.
        task_state: Where the task stands in its life. Since 2012-02-14.
        num_processed: How many items are finished.
        num_processing: How many items are being worked on.
        num_pending: How many items are still waiting.
        progress: The part of the task that is done, from 0.0 to 1.0.
        progress_message: What the task is doing, as prose; often empty.
        last_progress_update: When the task's progress was last reported.
        task_item_progress_array: Progress item by item; empty when the task does not report on single
            items.
    """

    task_type: str
    task_state: str | None = None
    num_processed: int
    num_processing: int
    num_pending: int
    progress: float
    progress_message: str
    last_progress_update: datetime
    task_item_progress_array: list[TaskItemProgress]


class UploadUrlsJob(Payload, kw_only=True):
    """Upload files that the service fetches from addresses.

    Attributes:
        url_array: The files to fetch.
        num_urls: How many files are to be fetched. Since 2010-01-31.
        overwrite: Whether a file replaces an asset of the same name.
        ready_for_publish: Whether the new assets are marked for publishing.
        preserve_publish_state: Whether a replaced asset keeps its mark for publishing. Since 2008-09-10.
        create_mask: Whether a mask is made from the image's clipping path or background.
        preserve_crop: Whether a replaced asset keeps its crop. Since 2008-09-10.
        knockout_background_options: How to make a plain background transparent. Since 2008-01-15.
        manual_crop_options: How much to cut off at each side.
        auto_color_crop_options: How to cut off a border of one colour.
        auto_transparent_crop_options: How to cut off a transparent border.
        photoshop_options: What to do with Photoshop files.
        post_script_options: What to do with PostScript files.
        pdf_options: What to do with PDF files. Since 2008-01-15.
        illustrator_options: What to do with Illustrator files. Since 2008-01-15.
        color_management_options: How to convert colours.
        auto_set_creation_options: Which rules group the assets into sets. Since 2009-07-31.
        project_handle_array: The projects that the assets are added to.
        email_setting: On which outcomes the service writes an e-mail.
        post_job_only_if_files: Whether what follows the job happens only if it handled at least one file.
        post_http_url: An address that the service calls when the job is over.
        post_image_serving_publish_job: A publish to the image servers that follows the job.
        post_image_rendering_publish_job: A publish to the render servers that follows the job.
        post_video_publish_job: A publish to the video servers that follows the job.
        media_options: What to do with video files. Since 2008-01-15.
        in_design_options: What to do with InDesign files. Since 2008-01-15.
        xmp_keywords: Keywords to write into the assets' XMP metadata. Since 2013-08-29-beta.
        unsharp_mask_options: How to sharpen images. Since 2008-01-15.
        un_compress_options: What to do with archives. Since 2008-01-15.
        exclude_master_video_from_avs: Whether the master video stays out of the adaptive video set. Since
            2013-08-29-beta.
    """

    url_array: list[UploadUrl] | None = None
    num_urls: int | None = None
    overwrite: bool
    ready_for_publish: bool
    preserve_publish_state: bool | None = None
    create_mask: bool
    preserve_crop: bool | None = None
    knockout_background_options: KnockoutBackgroundOptions | None = None
    manual_crop_options: ManualCropOptions | None = None
    auto_color_crop_options: AutoColorCropOptions | None = None
    auto_transparent_crop_options: AutoTransparentCropOptions | None = None
    photoshop_options: PhotoshopOptions | None = None
    post_script_options: PostScriptOptions | None = None
    pdf_options: PDFOptions | None = None
    illustrator_options: IllustratorOptions | None = None
    color_management_options: ColorManagementOptions | None = None
    auto_set_creation_options: AutoSetCreationOptions | None = None
    project_handle_array: list[str] | None = None
    email_setting: str
    post_job_only_if_files: bool | None = None
    post_http_url: str | None = None
    post_image_serving_publish_job: ImageServingPublishJob | None = None
    post_image_rendering_publish_job: ImageRenderingPublishJob | None = None
    post_video_publish_job: VideoPublishJob | None = None
    media_options: MediaOptions | None = None
    in_design_options: InDesignOptions | None = None
    xmp_keywords: str | None = None
    unsharp_mask_options: UnsharpMaskOptions | None = None
    un_compress_options: UnCompressOptions | None = None
    exclude_master_video_from_avs: bool | None = field(name="excludeMasterVideoFromAVS", default=None)


class JobLogDetail(Payload, kw_only=True):
    """One entry of a log.

    Attributes:
        log_message: What happened, as prose.
        log_type: What kind of entry it is.
        date_created: When the entry was written. Since 2013-08-29-beta. Required since 2016-01-14-beta.
        asset_name: The asset that the entry is about.
        asset_type: The kind of that asset.
        asset_handle: What identifies that asset. Since 2008-01-15.
        aux_array: Further messages that belong to the entry. Since 2010-01-31.
    """

    log_message: str
    log_type: str
    date_created: datetime | None = None
    asset_name: str | None = None
    asset_type: str | None = None
    asset_handle: str | None = None
    aux_array: list[JobLogDetailAux] | None = None


class AssetJobLog(Payload, kw_only=True):
    """One thing that a job did to an asset. Since 2008-01-15.

    Attributes:
        job_handle: The job that touched the asset.
        job_name: The job's name.
        log_message: What happened to the asset, as prose.
        log_type: What kind of entry it is.
        submit_user_email: The e-mail address of the user who submitted the job.
        log_date: When it happened.
        aux_array: Further messages that belong to the entry.
    """

    job_handle: str
    job_name: str
    log_message: str
    log_type: str
    submit_user_email: str
    log_date: datetime
    aux_array: list[JobLogDetailAux] | None = None


class UploadPostParam(Payload, kw_only=True):
    """Describes the files of one POST. The first POST of a job names it by jobName, those that follow by
    jobHandle. Since 2008-01-15.

    Attributes:
        company_handle: The company to upload the files for. Required since 2014-04-03.
        job_name: A name for the job that this POST begins; the service appends a time stamp.
        job_handle: The job that this POST adds its files to.
        locale: The language, and where it matters the country, of the job's messages: en-US.
        description: What the submitter wrote about the job.
        dest_folder: The folder that receives the files.
        file_name: The name that the file gets, if it is another than the one it is posted under.
        end_job: Whether the job is complete with the files of this POST; until then it waits for more.
        upload_params: What to do with the files.
    """

    company_handle: str | None = None
    job_name: str | None = None
    job_handle: str | None = None
    locale: str | None = None
    description: str | None = None
    dest_folder: str | None = None
    file_name: str | None = None
    end_job: bool | None = None
    upload_params: UploadPostJob | None = None


class ScheduledJob(WithJobDetails, kw_only=True):
    """A job that waits for its time: what it is, who submitted it, when it runs, and, in at most one of
    its job details, what it will do.

    Attributes:
        company_handle: The company that owns the job.
        job_handle: What identifies the job to every other operation.
        name: The job's name, made unique by the service: the submitted name followed by a time stamp.
        original_name: The name the job was submitted under.
        type: What kind of job it is.
        submit_user_email: The e-mail address of the user who submitted the job.
        locale: The language, and where it matters the country, of the job's messages: en-US. Since
            2008-01-15.
        description: What the submitter wrote about the job. Since 2008-01-15.
        exec_schedule: When the job runs again and again, in cron's notation.
        next_fire_time: When the job runs next.
        time_zone: The time zone that the schedule is meant in.
        trigger_state: How the schedule stands.
        image_serving_publish_job: The details of a job that publishes to the image servers.
        image_rendering_publish_job: The details of a job that publishes to the render servers.
        video_publish_job: The details of a job that publishes to the video servers.
        server_directory_publish_job: The details of a job that publishes to a directory of a server.
        metadata_publish_job: The details of a job that publishes metadata. Since 2008-01-15.
        upload_directory_job: The details of an upload from a directory of the service's file server.
        upload_urls_job: The details of an upload that fetches files from addresses.
        optimize_images_job: The details of a job that optimizes images anew. Since 2008-01-15.
        rip_pdfs_job: The details of a job that turns PDF pages into images. Since 2008-01-15.
        reprocess_assets_job: The details of a job that processes existing assets again. Since 2008-01-15.
        create_video_sitemap_job: The details of a job that writes a site map of videos. Since 2010-01-31.
        export_job: The details of a job that exports assets. Since 2012-02-14.
        automated_set_generation_job: The details of a job that groups assets into sets. Since 2008-01-15.
    """

    company_handle: str
    job_handle: str
    name: str
    original_name: str
    type: str
    submit_user_email: str
    locale: str | None = None
    description: str | None = None
    exec_schedule: str | None = None
    next_fire_time: datetime | None = None
    time_zone: str | None = None
    trigger_state: str | None = None
    image_serving_publish_job: ImageServingPublishJob | None = None
    image_rendering_publish_job: ImageRenderingPublishJob | None = None
    video_publish_job: VideoPublishJob | None = None
    server_directory_publish_job: ServerDirectoryPublishJob | None = None
    metadata_publish_job: MetadataPublishJob | None = None
    upload_directory_job: UploadDirectoryJob | None = None
    upload_urls_job: UploadUrlsJob | None = None
    optimize_images_job: OptimizeImagesJob | None = None
    rip_pdfs_job: RipPdfsJob | None = None
    reprocess_assets_job: ReprocessAssetsJob | None = None
    create_video_sitemap_job: CreateVideoSitemapJob | None = None
    export_job: ExportJob | None = None
    automated_set_generation_job: AutomatedSetGenerationJob | None = None


class SubmitJobParam(WithJobDetails, kw_only=True):
    """Submits a job: its name, when it runs, and in exactly one job detail what it does.

    Attributes:
        company_handle: The company to run the job for.
        user_handle: The user to run the job for, if it is another than the caller.
        job_name: A name for the job; the service appends a time stamp.
        locale: The language, and where it matters the country, of the job's messages: en-US. Since
            2008-01-15.
        exec_time: When the job runs, once.
        exec_schedule: When the job runs again and again, in cron's notation.
        description: What the submitter wrote about the job. Since 2008-01-15.
        image_serving_publish_job: The details of a job that publishes to the image servers.
        image_rendering_publish_job: The details of a job that publishes to the render servers.
        video_publish_job: The details of a job that publishes to the video servers.
        server_directory_publish_job: The details of a job that publishes to a directory of a server.
        metadata_publish_job: The details of a job that publishes metadata. Since 2008-01-15.
        upload_directory_job: The details of an upload from a directory of the service's file server.
        upload_urls_job: The details of an upload that fetches files from addresses.
        optimize_images_job: The details of a job that optimizes images anew. Since 2008-01-15.
        rip_pdfs_job: The details of a job that turns PDF pages into images. Since 2008-01-15.
        reprocess_assets_job: The details of a job that processes existing assets again. Since 2008-01-15.
        create_video_sitemap_job: The details of a job that writes a site map of videos. Since 2010-01-31.
        export_job: The details of a job that exports assets. Since 2012-02-14.
        automated_set_generation_job: The details of a job that groups assets into sets. Since 2008-01-15.
    """

    company_handle: str
    user_handle: str | None = None
    job_name: str
    locale: str | None = None
    exec_time: datetime | None = None
    exec_schedule: str | None = None
    description: str | None = None
    image_serving_publish_job: ImageServingPublishJob | None = None
    image_rendering_publish_job: ImageRenderingPublishJob | None = None
    video_publish_job: VideoPublishJob | None = None
    server_directory_publish_job: ServerDirectoryPublishJob | None = None
    metadata_publish_job: MetadataPublishJob | None = None
    upload_directory_job: UploadDirectoryJob | None = None
    upload_urls_job: UploadUrlsJob | None = None
    optimize_images_job: OptimizeImagesJob | None = None
    rip_pdfs_job: RipPdfsJob | None = None
    reprocess_assets_job: ReprocessAssetsJob | None = None
    create_video_sitemap_job: CreateVideoSitemapJob | None = None
    export_job: ExportJob | None = None
    automated_set_generation_job: AutomatedSetGenerationJob | None = None


class ActiveJob(WithJobDetails, kw_only=True):
    """A job that is running: what it is, who submitted it, how far it has come, and, in at most one of
    its job details, what it was asked to do.

    Attributes:
        company_handle: The company that owns the job.
        job_handle: What identifies the job to every other operation.
        name: The job's name, made unique by the service: the submitted name followed by a time stamp.
        original_name: The name the job was submitted under.
        type: What kind of job it is.
        state: Where the job stands in its life.
        submit_user_email: The e-mail address of the user who submitted the job.
        locale: The language, and where it matters the country, of the job's messages: en-US. Since
            2008-01-15.
        description: What the submitter wrote about the job. Since 2008-01-15.
        server_name: The machine of the service that runs the job.
        start_date: When the job began to run.
        trigger_time: When the schedule, or the submission, set the job off. Since 2013-08-29-beta.
            Required since 2016-01-14-beta.
        total_size: The size of what the job handles. The reference page prints it as text; the wire has a
            whole number.
        progress: How far the job has come. Recorded responses hold whole percents, 0 to 100; no page
            gives the range.
        progress_message: What the job is doing, as prose. The reference page prints the type xsd:int;
            every recorded value is text.
        last_progress_update: When the job's progress was last reported.
        task_progress_array: The job's tasks, one progress each. Since 2008-01-15. Required since
            2010-01-31.
        image_serving_publish_job: The details of a job that publishes to the image servers.
        image_rendering_publish_job: The details of a job that publishes to the render servers. The
            reference page prints the type ImageServingRenderJob, which does not exist.
        video_publish_job: The details of a job that publishes to the video servers.
        server_directory_publish_job: The details of a job that publishes to a directory of a server. The
            reference page of ActiveJob prints ImageServingPublishJob for its type.
        metadata_publish_job: The details of a job that publishes metadata. Since 2008-01-15.
        upload_directory_job: The details of an upload from a directory of the service's file server.
        upload_urls_job: The details of an upload that fetches files from addresses. Some reference pages
            print the type UploadUrlJob, which does not exist.
        upload_post_job: The details of an upload by HTTP POST. Since 2008-01-15.
        optimize_images_job: The details of a job that optimizes images anew. Since 2008-01-15.
        rip_pdfs_job: The details of a job that turns PDF pages into images. Some reference pages print
            the type RipPdfJob, which does not exist. Since 2008-01-15.
        reprocess_assets_job: The details of a job that processes existing assets again. Since 2008-01-15.
        create_video_sitemap_job: The details of a job that writes a site map of videos. Since 2010-01-31.
        export_job: The details of a job that exports assets. Since 2012-02-14.
        automated_set_generation_job: The details of a job that groups assets into sets. Since 2008-01-15.
    """

    company_handle: str
    job_handle: str
    name: str
    original_name: str
    type: str
    state: str
    submit_user_email: str
    locale: str | None = None
    description: str | None = None
    server_name: str
    start_date: datetime
    trigger_time: datetime | None = None
    total_size: int | str
    progress: int
    progress_message: str
    last_progress_update: datetime
    task_progress_array: list[TaskProgress] | None = None
    image_serving_publish_job: ImageServingPublishJob | None = None
    image_rendering_publish_job: ImageRenderingPublishJob | None = None
    video_publish_job: VideoPublishJob | None = None
    server_directory_publish_job: ServerDirectoryPublishJob | None = None
    metadata_publish_job: MetadataPublishJob | None = None
    upload_directory_job: UploadDirectoryJob | None = None
    upload_urls_job: UploadUrlsJob | None = None
    upload_post_job: UploadPostJob | None = None
    optimize_images_job: OptimizeImagesJob | None = None
    rip_pdfs_job: RipPdfsJob | None = None
    reprocess_assets_job: ReprocessAssetsJob | None = None
    create_video_sitemap_job: CreateVideoSitemapJob | None = None
    export_job: ExportJob | None = None
    automated_set_generation_job: AutomatedSetGenerationJob | None = None


class JobLog(Payload, kw_only=True):
    """The log of a job that has run: when, with what result, and, if asked for, entry by entry.

    Attributes:
        company_handle: The company that owns the job.
        job_handle: The job this is the log of.
        job_name: The job's name.
        original_job_name: The name the job was submitted under. Since 2008-01-15.
        submit_user_email: The e-mail address of the user who submitted the job.
        log_type: What kind of entry closes the log.
        job_sub_type: A finer name of the kind of job. Since 2008-01-15.
        start_date: When the job began to run.
        end_date: When the job ended.
        description: What the log is about, as prose. Since 2008-01-15.
        file_success_count: How many files were handled well.
        file_error_count: How many files failed.
        file_warning_count: How many files were handled with a warning.
        file_duplicate_count: How many files were there already.
        file_update_count: How many files replaced an asset.
        total_file_count: How many files there were.
        transfer_success_count: How many transfers to servers succeeded. Since 2009-07-31.
        transfer_error_count: How many transfers to servers failed. Since 2009-07-31.
        transfer_warning_count: How many transfers to servers ended with a warning. Since 2009-07-31.
        fatal_error: Whether an error ended the job.
        detail_total_rows: How many entries the log has in all, of which one page may be given. Since
            2008-01-15.
        detail_array: The entries of the log.
    """

    company_handle: str
    job_handle: str
    job_name: str
    original_job_name: str | None = None
    submit_user_email: str
    log_type: str
    job_sub_type: str | None = None
    start_date: datetime | None = None
    end_date: datetime | None = None
    description: str | None = None
    file_success_count: int
    file_error_count: int
    file_warning_count: int
    file_duplicate_count: int
    file_update_count: int
    total_file_count: int
    transfer_success_count: int | None = None
    transfer_error_count: int | None = None
    transfer_warning_count: int | None = None
    fatal_error: bool
    detail_total_rows: int | None = None
    detail_array: list[JobLogDetail] | None = None


class GetAssetJobLogsReturn(Payload, kw_only=True):
    """Answers getAssetJobLogsParam. Since 2008-01-15.

    Attributes:
        job_log_array: What happened to the asset, job by job.
    """

    job_log_array: list[AssetJobLog]


class GetScheduledJobsReturn(Payload, kw_only=True):
    """Answers getScheduledJobsParam with the scheduled jobs.

    Attributes:
        job_array: The scheduled jobs.
    """

    job_array: list[ScheduledJob]


class GetActiveJobsReturn(Payload, kw_only=True):
    """Answers getActiveJobsParam with the running jobs.

    Attributes:
        job_array: The running jobs.
    """

    job_array: list[ActiveJob]


class GetJobLogsReturn(Payload, kw_only=True):
    """Answers getJobLogsParam with logs.

    Attributes:
        job_log_array: The logs, without their entries.
    """

    job_log_array: list[JobLog]


class GetJobLogDetailsReturn(Payload, kw_only=True):
    """Answers getJobLogDetailsParam with logs and their entries.

    Attributes:
        job_log_array: The logs, with their entries.
    """

    job_log_array: list[JobLog]


AnyPayload: TypeAlias = (
    ActiveJob
    | AssetJobLog
    | AuthHeader
    | AuthenticationFault
    | AuthorizationFault
    | AutoColorCropOptions
    | AutoSetCreationOptions
    | AutoTransparentCropOptions
    | AutomatedSetGenerationJob
    | ColorManagementOptions
    | CreateVideoSitemapJob
    | DeleteJobParam
    | DeleteJobReturn
    | ExecuteJobParam
    | ExecuteJobReturn
    | ExportJob
    | GetActiveJobsParam
    | GetActiveJobsReturn
    | GetAssetJobLogsParam
    | GetAssetJobLogsReturn
    | GetJobLogDetailsParam
    | GetJobLogDetailsReturn
    | GetJobLogsParam
    | GetJobLogsReturn
    | GetScheduledJobsParam
    | GetScheduledJobsReturn
    | IllustratorOptions
    | ImageRenderingPublishJob
    | ImageServingPublishJob
    | InDesignOptions
    | IpsApiFault
    | JobLog
    | JobLogDetail
    | JobLogDetailAux
    | KnockoutBackgroundOptions
    | ManualCropOptions
    | MediaOptions
    | MetadataPublishJob
    | OptimizeImagesJob
    | PDFOptions
    | PauseJobParam
    | PauseJobReturn
    | PhotoshopLayerOptions
    | PhotoshopOptions
    | PostScriptOptions
    | ReprocessAssetsJob
    | ResumeJobParam
    | ResumeJobReturn
    | RipPdfsJob
    | ScheduledJob
    | ServerDirectoryPublishJob
    | StopJobParam
    | StopJobReturn
    | SubmitJobParam
    | SubmitJobReturn
    | TaskItemProgress
    | TaskProgress
    | ThumbnailOptions
    | UnCompressOptions
    | UnsharpMaskOptions
    | UploadDirectoryJob
    | UploadPostJob
    | UploadPostParam
    | UploadPostReturn
    | UploadUrl
    | UploadUrlsJob
    | VideoPublishJob
    | list[ActiveJob]
    | list[AssetJobLog]
    | list[JobLogDetailAux]
    | list[JobLogDetail]
    | list[JobLog]
    | list[ScheduledJob]
    | list[TaskItemProgress]
    | list[TaskProgress]
    | list[UploadUrl]
    | list[str]
)
"""What the payload of a document can be."""
