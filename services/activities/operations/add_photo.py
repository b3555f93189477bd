"""Put a photo into the file of an activity: turned upright, made small, written anew.

Writing it anew leaves out what the phone noted in it: where it was taken, by what, when. Nobody's
home is told by a picture of her (Regulations, article 20).
"""

import hashlib
import io
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from services.activities.domain import photos
from services.activities.operations.keep_file import file_of
from services.activities.settings import ActivitySettings
from services.activities.store import Store
from shared.auth import Identity
from shared.clock import Clock
from shared.ids import command_id, id_from
from shared.refusal import Changed
from shared.storage.mongo import Document

_ATTEMPTS = 5
_QUALITY = 82


@dataclass(frozen=True, slots=True)
class AddPhoto:
    """``data``: the file as it came; ``about``: what can be seen in it, or nothing."""

    activity_id: str
    data: bytes
    about: str
    by: Identity


def add_photo(
    message: AddPhoto, *, store: Store, clock: Clock, settings: ActivitySettings
) -> Document:
    """The photo without its picture; the same file again finds the first.

    Raises NoSuchActivity, OutOfScope, WrongStatus, NotBegun, NoPhoto, NotAPhoto, PhotoTooLarge,
    PhotosFull.
    """
    now = clock()
    file_of(message.activity_id, message.by, now, store=store)
    digest = hashlib.sha256(message.data).hexdigest()
    if found := store.photos.same(message.activity_id, digest):
        return found
    data, (width, height) = made_small(message.data)
    picture = {"digest": digest, "data": data, "width": width, "height": height}
    for _ in range(_ATTEMPTS):
        photo = _record(message, picture, now, store, settings)
        if store.photos.insert(photo):
            return {name: value for name, value in photo.items() if name != "data"}
        if found := store.photos.same(message.activity_id, digest):
            return found
    raise Changed()


def _record(
    message: AddPhoto,
    picture: dict[str, Any],
    now: datetime,
    store: Store,
    settings: ActivitySettings,
) -> Document:
    taken = {one["place"] for one in store.photos.of_activity(message.activity_id)}
    free = next((place for place in range(settings.photos) if place not in taken), None)
    if free is None:
        raise photos.PhotosFull(most=settings.photos)
    return {
        "_id": id_from(command_id(), picture["digest"]),  # one form brings several
        "activity_id": message.activity_id,
        "place": free,
        "about": message.about,
        "added_by": message.by.volunteer_id,
        "added_at": now,
        **picture,
    }


def made_small(data: bytes) -> tuple[bytes, tuple[int, int]]:
    """JPEG of at most LONGEST_SIDE pixels a side, and its size. Raises as ``kind_of`` does."""
    from PIL import Image, ImageOps  # 12 MB of a process that most never need

    kind = photos.kind_of(data)
    try:
        with Image.open(io.BytesIO(data), formats=[kind]) as opened:
            width, height = opened.size
            if width * height > photos.MEGAPIXELS[kind] * 1_000_000:
                raise photos.too_large(kind)
            opened.draft("RGB", (photos.LONGEST_SIDE, photos.LONGEST_SIDE))
            upright = ImageOps.exif_transpose(opened)
            upright.thumbnail((photos.LONGEST_SIDE, photos.LONGEST_SIDE))
            plain = Image.new("RGB", upright.size, "white")
            shape = upright.convert("RGBA")
            plain.paste(shape, mask=shape.getchannel("A"))
    except Image.DecompressionBombError:
        raise photos.too_large(kind) from None
    except (OSError, SyntaxError, ValueError) as broken:
        raise photos.NotAPhoto(field="photo") from broken
    written = io.BytesIO()
    plain.save(written, "JPEG", quality=_QUALITY, optimize=True)
    return written.getvalue(), plain.size
