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
    """How to process the layers of a Photoshop file. Since 2008-01-15.

    Attributes:
        layer_naming: How the assets made from layers are named.
        anchor: The point that a layer's position is measured from.
        create_template: Whether to build a template from the layers.
        extract_text: Whether text layers remain text.
        extend_layers: Whether to extend every layer to the size of the whole image.
    """

    layer_naming: str | None = None
    anchor: str | None = None
    create_template: bool | None = None
    extract_text: bool | None = None
    extend_layers: bool | None = None


class PostScriptOptions(Payload, kw_only=True):
    """How to process PostScript files.

    Attributes:
        process: How to process the file; None is one of the choices. Since 2008-01-15.
        resolution: The resolution of the image made from a page, in pixels per inch.
        colorspace: The color space of the image made from a page.
        alpha: Whether an empty background becomes transparent. Since 2008-01-15.
        extract_search_words: Whether to extract the text for searching.
    """

    process: str | None = None
    resolution: float | None = None
    colorspace: str | None = None
    alpha: bool | None = None
    extract_search_words: bool | None = None


class PDFOptions(Payload, kw_only=True):
    """How to process PDF files. Since 2008-01-15.

    Attributes:
        process: How to process the file.
        resolution: The resolution of the image made from a page, in pixels per inch.
        colorspace: The color space of the image made from a page.
        pdf_catalog: Whether to make an electronic catalog from the pages.
        extract_search_words: Whether to extract the text for searching.
        extract_links: Whether links in the file become links in the catalog. Since 2009-07-31.
    """

    process: str | None = None
    resolution: float | None = None
    colorspace: str | None = None
    pdf_catalog: bool | None = None
    extract_search_words: bool | None = None
    extract_links: bool | None = None


class IllustratorOptions(Payload, kw_only=True):
    """How to process Illustrator files. Since 2008-01-15.

    Attributes:
        process: How to process the file.
        resolution: The resolution of the image made from a page, in pixels per inch.
        colorspace: The color space of the image made from a page.
        alpha: Whether an empty background becomes transparent.
    """

    process: str | None = None
    resolution: float | None = None
    colorspace: str | None = None
    alpha: bool | None = None


class InDesignOptions(Payload, kw_only=True):
    """How to process InDesign files. Since 2008-01-15.

    Attributes:
        process: How to process the file; None is one of the choices.
    """

    process: str | None = None


class ThumbnailOptions(Payload, kw_only=True):
    """The still image made from a video. Since 2008-01-15.

    Attributes:
        thumbnail_time: The time of the still image, in milliseconds from the start of the video.
    """

    thumbnail_time: int | None = None


class UnCompressOptions(Payload, kw_only=True):
    """How to process archives. Since 2008-01-15.

    Attributes:
        process: How to process the archive.
    """

    process: str


class KnockoutBackgroundOptions(Payload, kw_only=True):
    """Makes a plain background transparent. Since 2008-01-15.

    Attributes:
        corner: The corner whose color counts as the background.
        tolerance: How much a color may differ from the corner's and still count as background.
        fill_method: Which pixels of the background color become transparent.
    """

    corner: str
    tolerance: float | None = None
    fill_method: str


class ManualCropOptions(Payload, kw_only=True):
    """Crops a given number of pixels from each side.

    Attributes:
        left: Pixels to crop from the left.
        right: Pixels to crop from the right.
        top: Pixels to crop from the top.
        bottom: Pixels to crop from the bottom.
    """

    left: int
    right: int
    top: int
    bottom: int


class AutoColorCropOptions(Payload, kw_only=True):
    """Crops a border of one color.

    Attributes:
        corner: The corner whose color counts as the border.
        tolerance: How much a color may differ from the corner's and still count as border.
    """

    corner: str
    tolerance: float


class AutoTransparentCropOptions(Payload, kw_only=True):
    """Crops a transparent border.

    Attributes:
        tolerance: How opaque a pixel may be and still count as border.
    """

    tolerance: float


class ColorManagementOptions(Payload, kw_only=True):
    """How to convert colors.

    Attributes:
        color_management: Whether colors are kept or converted.
        source_profile_handle: The color profile to convert from.
        output_profile_handle: The color profile to convert to.
    """

    color_management: str
    source_profile_handle: str | None = None
    output_profile_handle: str | None = None


class UnsharpMaskOptions(Payload, kw_only=True):
    """Sharpens with an unsharp mask. Since 2008-01-15.

    Attributes:
        amount: How much to sharpen.
        radius: How many pixels around an edge are sharpened.
        threshold: How much neighboring pixels must differ to count as an edge, 0 to 255.
        monochrome: Whether to sharpen only the brightness (1) or each color channel (0).
    """

    amount: float | None = None
    radius: float | None = None
    threshold: int | None = None
    monochrome: int | None = None


class ImageServingPublishJob(Payload, kw_only=True):
    """Publish assets to the image servers.

    Attributes:
        publish_type: How much to publish.
        email_setting: Which outcomes the service sends an email about.
        http_completion_url: A URL that the service calls when publishing ends.
        context_handle: The publishing context to publish to. Since 2010-01-31.
    """

    publish_type: str
    email_setting: str
    http_completion_url: str | None = None
    context_handle: str | None = None


class ImageRenderingPublishJob(Payload, kw_only=True):
    """Publish assets to the render servers.

    Attributes:
        email_setting: Which outcomes the service sends an email about.
        http_completion_url: A URL that the service calls when publishing ends.
        context_handle: The publishing context to publish to. Since 2010-01-31.
    """

    email_setting: str
    http_completion_url: str | None = None
    context_handle: str | None = None


class VideoPublishJob(Payload, kw_only=True):
    """Publish assets to the video servers.

    Attributes:
        email_setting: Which outcomes the service sends an email about.
        http_completion_url: A URL that the service calls when publishing ends.
        context_handle: The publishing context to publish to. Since 2010-01-31.
    """

    email_setting: str
    http_completion_url: str | None = None
    context_handle: str | None = None


class ServerDirectoryPublishJob(Payload, kw_only=True):
    """Publish files to a directory on a server.

    Attributes:
        email_setting: Which outcomes the service sends an email about.
        http_completion_url: A URL that the service calls when publishing ends.
    """

    email_setting: str
    http_completion_url: str | None = None


class MetadataPublishJob(Payload, kw_only=True):
    """Publish metadata. Since 2008-01-15.

    Attributes:
        force_publish: Whether to publish unchanged metadata, too.
    """

    force_publish: bool | None = None


class OptimizeImagesJob(Payload, kw_only=True):
    """Reoptimize images. Since 2008-01-15.

    Attributes:
        email_setting: Which outcomes the service sends an email about.
    """

    email_setting: str


class CreateVideoSitemapJob(Payload, kw_only=True):
    """Write a sitemap of the published videos. Since 2008-01-15.

    Attributes:
        force_update: Whether to write the sitemap even if nothing has changed.
    """

    force_update: bool | None = None


class TaskItemProgress(Payload, kw_only=True):
    """The progress of a task on one of its items. Since 2008-01-15.

    Attributes:
        item_name: The item's name, usually a file name.
        progress: How much of this item is done, from 0.0 to 1.0.
        progress_message: What is being done to the item, as free text; often empty.
        last_progress_update: When the item's progress was last reported.
    """

    item_name: str
    progress: float
    progress_message: str
    last_progress_update: datetime


class UploadUrl(Payload, kw_only=True):
    """One file to fetch, and its destination.

    Attributes:
        source_url: The URL to fetch the file from.
        dest_path: The folder and name to give the file.
    """

    source_url: str
    dest_path: str


class JobLogDetailAux(Payload, kw_only=True):
    """An additional message for an entry. Since 2008-01-15.

    Attributes:
        log_message: The additional message, as free text.
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
        job_handle: Return only this job.
        original_name: Return only the jobs submitted under this name.
        include_waiting_jobs: Whether to list waiting jobs, too. Since 2013-08-29-beta.
    """

    company_handle: str | None = None
    job_handle: str | None = None
    original_name: str | None = None
    include_waiting_jobs: bool | None = None


class GetScheduledJobsParam(Payload, kw_only=True):
    """Asks which jobs are scheduled.

    Attributes:
        company_handle: The company the request is about.
        job_handle: Return only this job.
        original_name: Return only the jobs submitted under this name.
    """

    company_handle: str | None = None
    job_handle: str | None = None
    original_name: str | None = None


class GetJobLogsParam(Payload, kw_only=True):
    """Asks for the logs of jobs that have run.

    Attributes:
        company_handle: The company the request is about.
        user_handle: Return only the logs of this user's jobs.
        sort_by: The field to sort by.
        sort_direction: Whether to sort in ascending or descending order.
        start_date: Omit logs from before this time.
        end_date: Omit logs from after this time.
        num_rows: The maximum number of logs to return.
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
        asset_handle: The asset the request is about.
    """

    company_handle: str
    asset_handle: str


class SubmitJobReturn(Payload, kw_only=True):
    """The response to submitJobParam: the new job's handle.

    Attributes:
        job_handle: The value that identifies the new job.
    """

    job_handle: str


class StopJobParam(Payload, kw_only=True):
    """Asks to stop a running job.

    Attributes:
        company_handle: The company the request is about.
        job_handle: The job to stop.
    """

    company_handle: str
    job_handle: str


class StopJobReturn(Payload, kw_only=True):
    """The response to stopJobParam; empty."""


class PauseJobParam(Payload, kw_only=True):
    """Asks to pause a scheduled job.

    Attributes:
        company_handle: The company the request is about.
        job_handle: The job to pause.
    """

    company_handle: str
    job_handle: str


class PauseJobReturn(Payload, kw_only=True):
    """The response to pauseJobParam; empty."""


class ResumeJobParam(Payload, kw_only=True):
    """Asks to resume a paused job.

    Attributes:
        company_handle: The company the request is about.
        job_handle: The job to resume.
    """

    company_handle: str
    job_handle: str


class ResumeJobReturn(Payload, kw_only=True):
    """The response to resumeJobParam; empty."""


class ExecuteJobParam(Payload, kw_only=True):
    """Asks to run a scheduled job immediately.

    Attributes:
        company_handle: The company the request is about.
        job_handle: The job to run.
    """

    company_handle: str
    job_handle: str


class ExecuteJobReturn(Payload, kw_only=True):
    """The response to executeJobParam; empty."""


class DeleteJobParam(Payload, kw_only=True):
    """Asks to delete a scheduled job.

    Attributes:
        company_handle: The company the request is about.
        job_handle: The job to delete.
    """

    company_handle: str
    job_handle: str


class DeleteJobReturn(Payload, kw_only=True):
    """The response to deleteJobParam; empty."""


class UploadPostReturn(Payload, kw_only=True):
    """The response to uploadPostParam: the job's handle. Since 2008-01-15.

    Attributes:
        job_handle: The job's handle, to post further files with.
    """

    job_handle: str


class AuthenticationFault(Payload, kw_only=True):
    """The caller sent no credentials, or they are not valid.

    Attributes:
        code: The reason, as a number.
        reason: The reason, as free text.
    """

    code: int
    reason: str


class AuthorizationFault(Payload, kw_only=True):
    """The caller is not allowed to do what it asked for.

    Attributes:
        code: The reason, as a number.
        reason: The reason, as free text.
    """

    code: int
    reason: str


class IpsApiFault(Payload, kw_only=True):
    """The service cannot carry out the request.

    Attributes:
        code: The reason, as a number.
        reason: The reason, as free text.
    """

    code: int
    reason: str


class AuthHeader(Payload, kw_only=True):
    """Who sends the request, with which client, and how the service should respond.

    Attributes:
        user: The user who sends the request.
        password: The user's password.
        locale: The language of messages, with a country if needed, such as en-US.
        app_name: The name of the client. Required since 2016-01-14-beta.
        app_version: The version of the client. Required since 2016-01-14-beta.
        gzip_response: Whether the response may be compressed.
        fault_http_status_code: The HTTP status code to return with a fault.
        access_token: A token used instead of user and password.
        saml_response: A SAML response used instead of user and password. Since 2016-01-14-beta.
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
    """Rules that group assets into sets. Since 2008-01-15.

    Attributes:
        auto_sets_array: The rules to apply.
    """

    auto_sets_array: list[str] | None = None


class ExportJob(Payload, kw_only=True):
    """Export assets as files. Since 2008-01-15.

    Attributes:
        asset_handle_array: The assets to export.
        fmt: Whether files are exported as originals or converted.
        is_modifier: Image Serving commands to apply to converted files.
        macro: The image preset to apply to converted files.
        email_setting: Which outcomes the service sends an email about.
        client_id: An identifier that the client sets to recognize its own exports.
    """

    asset_handle_array: list[str]
    fmt: str
    is_modifier: str | None = field(name="is_modifier", default=None)
    macro: str | None = None
    email_setting: str
    client_id: str | None = None


class GetJobLogDetailsParam(Payload, kw_only=True):
    """Asks for the log of a job, with its entries.

    Attributes:
        company_handle: The company the request is about.
        job_handle: Return only the log of this job.
        original_name: Return only the logs of the jobs submitted under this name.
        log_type_array: Return only entries of these kinds. Since 2008-01-15.
        records_per_page: The number of entries per page. Since 2008-01-15.
        results_page: Which page to return, starting at 1. Since 2008-01-15.
        sort_by: The field to sort by. Since 2008-01-15.
        sort_direction: Whether to sort in ascending or descending order. Since 2008-01-15.
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
    """How to process Photoshop files. Up to 2009-07-31, the layer options are here; since 2010-01-31,
    they are in layerOptions.

    Attributes:
        maintain_layers: Whether each layer becomes a separate asset. Until 2009-07-31.
        layer_naming: How the assets made from layers are named. Until 2009-07-31.
        anchor: The point that a layer's position is measured from. Until 2009-07-31.
        process: How to process the file; None is one of the choices. Since 2010-01-31.
        layer_options: Options for the file's layers. Since 2010-01-31.
    """

    maintain_layers: bool | None = None
    layer_naming: str | None = None
    anchor: str | None = None
    process: str | None = None
    layer_options: PhotoshopLayerOptions | None = None


class MediaOptions(Payload, kw_only=True):
    """How to process video files. Since 2008-01-15.

    Attributes:
        video_encoding_presets_array: The encoding presets to apply to each video.
        generate_thumbnail: Whether to make a still image from the video.
        thumbnail_options: How to make the still image.
    """

    video_encoding_presets_array: list[str] | None = None
    generate_thumbnail: bool | None = None
    thumbnail_options: ThumbnailOptions | None = None


class RipPdfsJob(Payload, kw_only=True):
    """Turn the pages of PDF assets into images. Since 2008-01-15.

    Attributes:
        pdf_handle_array: The PDF assets to turn into images.
        create_mask: Whether to make a mask from the image's clipping path or background.
        knockout_background_options: How to make a plain background transparent.
        manual_crop_options: How much to crop from each side.
        auto_color_crop_options: How to crop a border of one color.
        auto_transparent_crop_options: How to crop a transparent border.
        post_script_options: Options for PostScript files.
        pdf_options: Options for PDF files.
        illustrator_options: Options for Illustrator files.
        color_management_options: How to convert colors.
        project_handle_array: The projects to add the assets to.
        email_setting: Which outcomes the service sends an email about.
        post_http_url: A URL that the service calls when the job ends.
        post_image_serving_publish_job: A publish to the image servers that runs after the job.
        post_image_rendering_publish_job: A publish to the render servers that runs after the job.
        post_video_publish_job: A publish to the video servers that runs after the job.
        in_design_options: Options for InDesign files.
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
        email_setting: Which outcomes the service sends an email about.
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
        preserve_publish_state: Whether a replaced asset keeps its publish state. Since 2008-09-10.
        create_mask: Whether to make a mask from the image's clipping path or background.
        preserve_crop: Whether a replaced asset keeps its crop. Since 2008-09-10.
        knockout_background_options: How to make a plain background transparent.
        manual_crop_options: How much to crop from each side.
        auto_color_crop_options: How to crop a border of one color.
        auto_transparent_crop_options: How to crop a transparent border.
        photoshop_options: Options for Photoshop files.
        post_script_options: Options for PostScript files.
        pdf_options: Options for PDF files.
        media_options: Options for video files.
        illustrator_options: Options for Illustrator files.
        color_management_options: How to convert colors.
        auto_set_creation_options: Which rules group the assets into sets. Since 2009-07-31.
        project_handle_array: The projects to add the assets to.
        email_setting: Which outcomes the service sends an email about.
        post_job_only_if_files: Whether the follow-up steps run only if the job handled at least one file.
        post_http_url: A URL that the service calls when the job ends.
        post_image_serving_publish_job: A publish to the image servers that runs after the job.
        post_image_rendering_publish_job: A publish to the render servers that runs after the job.
        post_video_publish_job: A publish to the video servers that runs after the job.
        in_design_options: Options for InDesign files.
        unsharp_mask_options: How to sharpen images. Since 2013-08-29-beta.
        exclude_master_video_from_avs: Whether the adaptive video set excludes the master video. Since
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
    """Upload the files of a directory on the service's file server.

    Attributes:
        dest_folder: The folder that receives the files.
        server_dir: The directory to read, relative to the company's directory on the file server.
        overwrite: Whether a file replaces an asset of the same name.
        ready_for_publish: Whether the new assets are marked for publishing.
        preserve_publish_state: Whether a replaced asset keeps its publish state. Since 2008-09-10.
        include_subfolders: Whether to read subfolders of the directory, too.
        create_mask: Whether to make a mask from the image's clipping path or background.
        process_metadata_files: Whether to apply metadata files in the directory to the assets.
        preserve_crop: Whether a replaced asset keeps its crop. Since 2008-09-10.
        knockout_background_options: How to make a plain background transparent. Since 2008-01-15.
        manual_crop_options: How much to crop from each side.
        auto_color_crop_options: How to crop a border of one color.
        auto_transparent_crop_options: How to crop a transparent border.
        photoshop_options: Options for Photoshop files.
        post_script_options: Options for PostScript files.
        pdf_options: Options for PDF files. Since 2008-01-15.
        illustrator_options: Options for Illustrator files. Since 2008-01-15.
        color_management_options: How to convert colors.
        auto_set_creation_options: Which rules group the assets into sets. Since 2009-07-31.
        project_handle_array: The projects to add the assets to.
        email_setting: Which outcomes the service sends an email about.
        post_job_only_if_files: Whether the follow-up steps run only if the job handled at least one file.
        post_http_url: A URL that the service calls when the job ends.
        post_image_serving_publish_job: A publish to the image servers that runs after the job.
        post_image_rendering_publish_job: A publish to the render servers that runs after the job.
        post_video_publish_job: A publish to the video servers that runs after the job.
        media_options: Options for video files. Since 2008-01-15.
        in_design_options: Options for InDesign files. Since 2008-01-15.
        xmp_keywords: Keywords to write into the assets' XMP metadata. Since 2010-01-31.
        xmp_template_id: The XMP metadata template to apply. Since 2010-01-31. Until 2014-04-03.
        xmp_template_overwrites: Whether the template replaces existing metadata. Since 2010-01-31. Until
            2014-04-03.
        unsharp_mask_options: How to sharpen images. Since 2008-01-15.
        un_compress_options: Options for archives. Since 2008-01-15.
        exclude_master_video_from_avs: Whether the adaptive video set excludes the master video. Since
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
        preserve_publish_state: Whether a replaced asset keeps its publish state.
        create_mask: Whether to make a mask from the image's clipping path or background.
        preserve_crop: Whether a replaced asset keeps its crop.
        knockout_background_options: How to make a plain background transparent.
        manual_crop_options: How much to crop from each side.
        auto_color_crop_options: How to crop a border of one color.
        auto_transparent_crop_options: How to crop a transparent border.
        photoshop_options: Options for Photoshop files.
        post_script_options: Options for PostScript files.
        pdf_options: Options for PDF files.
        illustrator_options: Options for Illustrator files.
        color_management_options: How to convert colors.
        auto_set_creation_options: Which rules group the assets into sets. Since 2009-07-31.
        project_handle_array: The projects to add the assets to.
        email_setting: Which outcomes the service sends an email about.
        post_http_url: A URL that the service calls when the job ends.
        media_options: Options for video files.
        in_design_options: Options for InDesign files.
        xmp_keywords: Keywords to write into the assets' XMP metadata. Since 2013-08-29-beta.
        unsharp_mask_options: How to sharpen images.
        un_compress_options: Options for archives.
        exclude_master_video_from_avs: Whether the adaptive video set excludes the master video. Since
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
    """The progress of one task of a job. A job is split into tasks, and each task works through items.
    Since 2008-01-15.

    Attributes:
        task_type: The kind of work, as the name of the service class that monitors it.
        task_state: The task's current state. Since 2012-02-14.
        num_processed: How many items are finished.
        num_processing: How many items are in progress.
        num_pending: How many items are still waiting.
        progress: How much of the task is done, from 0.0 to 1.0.
        progress_message: What the task is doing, as free text; often empty.
        last_progress_update: When the task's progress was last reported.
        task_item_progress_array: The progress of each item; empty if the task does not report on
            individual items.
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
    """Upload files that the service fetches from URLs.

    Attributes:
        url_array: The files to fetch.
        num_urls: How many files to fetch. Since 2010-01-31.
        overwrite: Whether a file replaces an asset of the same name.
        ready_for_publish: Whether the new assets are marked for publishing.
        preserve_publish_state: Whether a replaced asset keeps its publish state. Since 2008-09-10.
        create_mask: Whether to make a mask from the image's clipping path or background.
        preserve_crop: Whether a replaced asset keeps its crop. Since 2008-09-10.
        knockout_background_options: How to make a plain background transparent. Since 2008-01-15.
        manual_crop_options: How much to crop from each side.
        auto_color_crop_options: How to crop a border of one color.
        auto_transparent_crop_options: How to crop a transparent border.
        photoshop_options: Options for Photoshop files.
        post_script_options: Options for PostScript files.
        pdf_options: Options for PDF files. Since 2008-01-15.
        illustrator_options: Options for Illustrator files. Since 2008-01-15.
        color_management_options: How to convert colors.
        auto_set_creation_options: Which rules group the assets into sets. Since 2009-07-31.
        project_handle_array: The projects to add the assets to.
        email_setting: Which outcomes the service sends an email about.
        post_job_only_if_files: Whether the follow-up steps run only if the job handled at least one file.
        post_http_url: A URL that the service calls when the job ends.
        post_image_serving_publish_job: A publish to the image servers that runs after the job.
        post_image_rendering_publish_job: A publish to the render servers that runs after the job.
        post_video_publish_job: A publish to the video servers that runs after the job.
        media_options: Options for video files. Since 2008-01-15.
        in_design_options: Options for InDesign files. Since 2008-01-15.
        xmp_keywords: Keywords to write into the assets' XMP metadata. Since 2013-08-29-beta.
        unsharp_mask_options: How to sharpen images. Since 2008-01-15.
        un_compress_options: Options for archives. Since 2008-01-15.
        exclude_master_video_from_avs: Whether the adaptive video set excludes the master video. Since
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
        log_message: What happened, as free text.
        log_type: What kind of entry it is.
        date_created: When the entry was written. Since 2013-08-29-beta. Required since 2016-01-14-beta.
        asset_name: The asset that the entry is about.
        asset_type: The kind of that asset.
        asset_handle: The handle of that asset. Since 2008-01-15.
        aux_array: Additional messages for the entry. Since 2010-01-31.
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
        log_message: What happened to the asset, as free text.
        log_type: What kind of entry it is.
        submit_user_email: The email address of the user who submitted the job.
        log_date: When it happened.
        aux_array: Additional messages for the entry.
    """

    job_handle: str
    job_name: str
    log_message: str
    log_type: str
    submit_user_email: str
    log_date: datetime
    aux_array: list[JobLogDetailAux] | None = None


class UploadPostParam(Payload, kw_only=True):
    """Describes the files of one POST. The first POST of a job has a jobName; the following ones have a
    jobHandle. Since 2008-01-15.

    Attributes:
        company_handle: The company to upload the files for. Required since 2014-04-03.
        job_name: A name for the job that this POST starts; the service appends a time stamp.
        job_handle: The job that this POST adds its files to.
        locale: The language of the job's messages, with a country if needed, such as en-US.
        description: The submitter's description of the job.
        dest_folder: The folder that receives the files.
        file_name: The name of the uploaded file, if it differs from the name it is posted under.
        end_job: Whether this POST completes the job; until then, the job waits for more files.
        upload_params: How to process the files.
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
    """A scheduled job: what it is, who submitted it, when it runs, and, in at most one job detail, what
    it will do.

    Attributes:
        company_handle: The company that owns the job.
        job_handle: The value that identifies the job in all other operations.
        name: The job's name, made unique by the service: the submitted name followed by a time stamp.
        original_name: The name the job was submitted under.
        type: What kind of job it is.
        submit_user_email: The email address of the user who submitted the job.
        locale: The language of the job's messages, with a country if needed, such as en-US. Since
            2008-01-15.
        description: The submitter's description of the job. Since 2008-01-15.
        exec_schedule: When the job runs repeatedly, in cron notation.
        next_fire_time: When the job runs next.
        time_zone: The time zone of the schedule.
        trigger_state: The state of the schedule.
        image_serving_publish_job: The details of a job that publishes to the image servers.
        image_rendering_publish_job: The details of a job that publishes to the render servers.
        video_publish_job: The details of a job that publishes to the video servers.
        server_directory_publish_job: The details of a job that publishes to a directory on a server.
        metadata_publish_job: The details of a job that publishes metadata. Since 2008-01-15.
        upload_directory_job: The details of an upload from a directory on the service's file server.
        upload_urls_job: The details of an upload that fetches files from URLs.
        optimize_images_job: The details of a job that reoptimizes images. Since 2008-01-15.
        rip_pdfs_job: The details of a job that turns PDF pages into images. Since 2008-01-15.
        reprocess_assets_job: The details of a job that processes existing assets again. Since 2008-01-15.
        create_video_sitemap_job: The details of a job that writes a video sitemap. Since 2010-01-31.
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
    """Submits a job: its name, when it runs, and, in exactly one job detail, what it does.

    Attributes:
        company_handle: The company to run the job for.
        user_handle: The user to run the job for, if not the caller.
        job_name: A name for the job; the service appends a time stamp.
        locale: The language of the job's messages, with a country if needed, such as en-US. Since
            2008-01-15.
        exec_time: When to run the job once.
        exec_schedule: When to run the job repeatedly, in cron notation.
        description: The submitter's description of the job. Since 2008-01-15.
        image_serving_publish_job: The details of a job that publishes to the image servers.
        image_rendering_publish_job: The details of a job that publishes to the render servers.
        video_publish_job: The details of a job that publishes to the video servers.
        server_directory_publish_job: The details of a job that publishes to a directory on a server.
        metadata_publish_job: The details of a job that publishes metadata. Since 2008-01-15.
        upload_directory_job: The details of an upload from a directory on the service's file server.
        upload_urls_job: The details of an upload that fetches files from URLs.
        optimize_images_job: The details of a job that reoptimizes images. Since 2008-01-15.
        rip_pdfs_job: The details of a job that turns PDF pages into images. Since 2008-01-15.
        reprocess_assets_job: The details of a job that processes existing assets again. Since 2008-01-15.
        create_video_sitemap_job: The details of a job that writes a video sitemap. Since 2010-01-31.
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
    """A running job: what it is, who submitted it, how far it has progressed, and, in at most one job
    detail, what it was asked to do.

    Attributes:
        company_handle: The company that owns the job.
        job_handle: The value that identifies the job in all other operations.
        name: The job's name, made unique by the service: the submitted name followed by a time stamp.
        original_name: The name the job was submitted under.
        type: What kind of job it is.
        state: The job's current state.
        submit_user_email: The email address of the user who submitted the job.
        locale: The language of the job's messages, with a country if needed, such as en-US. Since
            2008-01-15.
        description: The submitter's description of the job. Since 2008-01-15.
        server_name: The server that runs the job.
        start_date: When the job started running.
        trigger_time: When the schedule or the submission triggered the job. Since 2013-08-29-beta.
            Required since 2016-01-14-beta.
        total_size: The size of the data that the job handles. The reference page prints it as text; on
            the wire it is an integer.
        progress: The job's progress. Recorded responses contain whole percentages, 0 to 100; no page
            gives the range.
        progress_message: What the job is doing, as free text. The reference page prints the type xsd:int,
            but every recorded value is text.
        last_progress_update: When the job's progress was last reported.
        task_progress_array: The job's tasks, with the progress of each. Since 2008-01-15. Required since
            2010-01-31.
        image_serving_publish_job: The details of a job that publishes to the image servers.
        image_rendering_publish_job: The details of a job that publishes to the render servers. The
            reference page prints the type ImageServingRenderJob, which does not exist.
        video_publish_job: The details of a job that publishes to the video servers.
        server_directory_publish_job: The details of a job that publishes to a directory on a server. The
            reference page of ActiveJob prints ImageServingPublishJob as its type.
        metadata_publish_job: The details of a job that publishes metadata. Since 2008-01-15.
        upload_directory_job: The details of an upload from a directory on the service's file server.
        upload_urls_job: The details of an upload that fetches files from URLs. Some reference pages print
            the type UploadUrlJob, which does not exist.
        upload_post_job: The details of an upload by HTTP POST. Since 2008-01-15.
        optimize_images_job: The details of a job that reoptimizes images. Since 2008-01-15.
        rip_pdfs_job: The details of a job that turns PDF pages into images. Some reference pages print
            the type RipPdfJob, which does not exist. Since 2008-01-15.
        reprocess_assets_job: The details of a job that processes existing assets again. Since 2008-01-15.
        create_video_sitemap_job: The details of a job that writes a video sitemap. Since 2010-01-31.
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
    """The log of a job that has run: when it ran, with what result, and, if requested, its entries.

    Attributes:
        company_handle: The company that owns the job.
        job_handle: The job that the log is about.
        job_name: The job's name.
        original_job_name: The name the job was submitted under. Since 2008-01-15.
        submit_user_email: The email address of the user who submitted the job.
        log_type: The kind of entry that closes the log.
        job_sub_type: A more specific name for the kind of job. Since 2008-01-15.
        start_date: When the job started running.
        end_date: When the job ended.
        description: What the log is about, as free text. Since 2008-01-15.
        file_success_count: How many files were handled successfully.
        file_error_count: How many files failed.
        file_warning_count: How many files were handled with a warning.
        file_duplicate_count: How many files already existed.
        file_update_count: How many files replaced an asset.
        total_file_count: How many files there were in total.
        transfer_success_count: How many transfers to servers succeeded. Since 2009-07-31.
        transfer_error_count: How many transfers to servers failed. Since 2009-07-31.
        transfer_warning_count: How many transfers to servers ended with a warning. Since 2009-07-31.
        fatal_error: Whether an error ended the job.
        detail_total_rows: How many entries the log has in total; the document may contain only one page
            of them. Since 2008-01-15.
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
    """The response to getAssetJobLogsParam. Since 2008-01-15.

    Attributes:
        job_log_array: What happened to the asset, job by job.
    """

    job_log_array: list[AssetJobLog]


class GetScheduledJobsReturn(Payload, kw_only=True):
    """The response to getScheduledJobsParam: the scheduled jobs.

    Attributes:
        job_array: The scheduled jobs.
    """

    job_array: list[ScheduledJob]


class GetActiveJobsReturn(Payload, kw_only=True):
    """The response to getActiveJobsParam: the running jobs.

    Attributes:
        job_array: The running jobs.
    """

    job_array: list[ActiveJob]


class GetJobLogsReturn(Payload, kw_only=True):
    """The response to getJobLogsParam: the logs.

    Attributes:
        job_log_array: The logs, without their entries.
    """

    job_log_array: list[JobLog]


class GetJobLogDetailsReturn(Payload, kw_only=True):
    """The response to getJobLogDetailsParam: the logs and their entries.

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
