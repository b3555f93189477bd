"""/organise/<id>/archive and its photos: the file of an activity, kept for ten years and more."""

from typing import Any

from flask import Response, request

from services.activities.http.files import PhotoForm
from services.activities.operations.add_photo import AddPhoto, add_photo
from services.activities.operations.keep_file import describe_photo, remove_photo
from services.activities.pages import closing
from services.activities.pages import organise_words as words
from services.activities.settings import ActivitySettings
from services.activities.store import Store
from services.activities.views import archive as views
from services.activities.views.activities import shown as as_shown
from services.activities.views.organised import run_by
from shared.clock import Clock
from shared.pages import Form, Pages, done, show, t
from shared.pages.refused import status_of
from shared.refusal import Refusal
from shared.web import allow, current
from shared.web.problems import language

Plain = dict[str, Any]


def pages(store: Store, clock: Clock, own: ActivitySettings) -> Pages:
    """Open to those who run the activity: its person in charge, organisers and coordinators."""
    rooms = Pages("archive", __name__, url_prefix="/organise")
    parts: Plain = {"store": store, "clock": clock, "settings": own}
    _reading(rooms, parts)
    _adding(rooms, parts)
    _keeping(rooms, parts)
    return rooms


def _reading(rooms: Pages, parts: Plain) -> None:
    store = parts["store"]

    @rooms.get("/<string:activity_id>/archive")
    @allow("volunteer")
    def file(activity_id: str) -> Any:
        record = run_by(activity_id, current(), store=store)
        return show(
            "activities/organise/archive.html",
            title=t("活动档案", "The activity's file"),
            back=(f"/organise/{activity_id}", record["title"]),
            activity=as_shown(record, store),
            found=views.archive(record, store=store, now=parts["clock"]()),
            words=words,
        )

    @rooms.get("/<string:activity_id>/photos/<string:photo_id>")
    @allow("volunteer")
    def picture(activity_id: str, photo_id: str) -> Response:
        found = views.photo(activity_id, photo_id, current(), store=store)
        response = Response(found["data"], mimetype="image/jpeg")
        # A browser that keeps it asks each time whether it still may: phones are shared.
        response.headers["Cache-Control"] = "private, no-cache"
        response.set_etag(found["digest"])
        response.make_conditional(request)
        return response


def _adding(rooms: Pages, parts: Plain) -> None:
    @rooms.post("/<string:activity_id>/photos")
    @allow("volunteer")
    def add(activity_id: str) -> Any:
        form = Form()
        if not form.attempt(lambda: _put(activity_id, form, parts)):
            return closing.shown(activity_id, parts, form=form)
        where, number = f"/organise/{activity_id}/close#photos", form.result
        if number == 1:
            return done(where, "照片已添加。", "The photo is added.")
        return done(where, f"{number}张照片已添加。", f"{number} photos are added.")


def _put(activity_id: str, form: Form, parts: Plain) -> int:
    """Add what was chosen; how many. Of several those that will do are kept, and it is said which
    will not; one alone is refused by what it raises."""
    about, chosen = _about(), request.files.getlist("photo")
    if len(chosen) < 2:
        data = chosen[0].read() if chosen else b""
        add_photo(AddPhoto(activity_id, data, about, current()), **parts)
        return 1
    refused = []
    for file in chosen:
        try:
            add_photo(AddPhoto(activity_id, file.read(), about, current()), **parts)
        except Refusal as no:
            refused.append(f"{file.filename}: {no.text(language())}")
            form.status = status_of(no)
    added = len(chosen) - len(refused)
    if refused and added:
        refused.append(t(f"其余{added}张已添加。", f"The others are added: {added}."))
    if refused:
        form.errors["photo"] = refused
    return added


def _about() -> str:
    """What is said about the photo. Raises ValidationError."""
    found = PhotoForm(only=("about",)).load({"about": request.form.get("about", "")})
    return str(found["about"])


def _keeping(rooms: Pages, parts: Plain) -> None:
    files: Plain = {"store": parts["store"], "clock": parts["clock"]}

    @rooms.post("/<string:activity_id>/photos/<string:photo_id>/remove")
    @allow("volunteer")
    def remove(activity_id: str, photo_id: str) -> Any:
        remove_photo(activity_id, photo_id, current(), **files)
        where = f"/organise/{activity_id}/close#photos"
        return done(where, "照片已删除。", "The photo is removed.")

    @rooms.post("/<string:activity_id>/photos/<string:photo_id>/about")
    @allow("volunteer")
    def describe(activity_id: str, photo_id: str) -> Any:
        form = Form()

        def described() -> Any:
            return describe_photo(activity_id, photo_id, _about(), current(), **files)

        if not form.attempt(described):
            return closing.shown(activity_id, parts, form=form)
        where = f"/organise/{activity_id}/close#photos"
        return done(where, "说明已保存。", "The description is saved.")
