"""Photos of an activity: which files are taken, and what says no."""

from shared.refusal import Conflict, Invalid, NotFound, TooLarge

MEGABYTES = 10
LARGEST = MEGABYTES * 1024 * 1024
MEGAPIXELS = {"JPEG": 50, "PNG": 16}
"""A JPEG is made smaller while it is read, a PNG stands whole in memory first."""
LONGEST_SIDE = 2000
"""Pixels; a larger photo is made smaller."""
_BEGINNINGS = {b"\xff\xd8\xff": "JPEG", b"\x89PNG\r\n\x1a\n": "PNG"}


class NoPhoto(Invalid):
    """Raised when no file came, or an empty one."""

    zh = "请选择照片。"
    en = "Choose a photo."


class PhotoTooLarge(TooLarge):
    zh = "照片不能超过{megabytes}MB、{megapixels}百万像素，请缩小后再传。"
    en = "A photo has at most {megabytes} MB and {megapixels} megapixels. Make it smaller first."


class NotAPhoto(Invalid):
    """Raised for anything but a whole JPEG or PNG, whatever its name says."""

    zh = "只能上传 JPEG 或 PNG 照片；这个文件不是，或已损坏。"
    en = "Photos are JPEG or PNG files; this is neither, or it is broken."


class PhotosFull(Conflict):
    zh = "每个活动最多{most}张照片，请先删除几张。"
    en = "An activity has at most {most} photos. Remove some first."


class NoSuchPhoto(NotFound):
    zh = "没有这张照片。"
    en = "There is no such photo."


def kind_of(data: bytes) -> str:
    """ "JPEG" or "PNG", by the first bytes. Raises NoPhoto, PhotoTooLarge, NotAPhoto."""
    if not data:
        raise NoPhoto(field="photo")
    if len(data) > LARGEST:
        raise too_large("JPEG")
    for beginning, kind in _BEGINNINGS.items():
        if data.startswith(beginning):
            return kind
    raise NotAPhoto(field="photo")


def too_large(kind: str) -> PhotoTooLarge:
    return PhotoTooLarge(field="photo", megabytes=MEGABYTES, megapixels=MEGAPIXELS[kind])
