"""/messages/preferences: in which language I am told, and which news come by e-mail."""

from flask import Response
from marshmallow import fields, validate

from services.notifications import views
from services.notifications.domain.people import Preferences
from services.notifications.domain.phrases import LANGUAGES
from services.notifications.operations.choose_preferences import choose_preferences
from services.notifications.pages.kinds import KINDS, SUBJECTS
from services.notifications.store import Store
from shared.pages import Form, Pages, done, show, t
from shared.web import allow, current
from shared.web.schemas import Input

HERE = "/messages/preferences"
IN_ITS_OWN_WORDS = {"zh": "中文", "en": "English"}


class Chosen(Input):
    """``email``: the kinds that are ticked."""

    language = fields.String(load_default=None, allow_none=True, validate=validate.OneOf(LANGUAGES))
    email = fields.List(fields.String(validate=validate.OneOf(tuple(KINDS))), load_default=list)


def pages(store: Store) -> Pages:
    """What follows the registration goes on following it until it is chosen otherwise."""
    room = Pages("preferences", __name__)

    @room.route(HERE, methods=["GET", "POST"])
    @allow("volunteer")
    def preferences() -> Response:
        mine = current().volunteer_id
        known = views.preferences(mine, store=store)
        chosen = known["chosen"]
        form = Form(
            {
                "language": chosen["language"] or "",
                "email": [kind for kind, wanted in known["email"].items() if wanted],
            }
        )

        def choose() -> None:
            given = form.load(Chosen())
            ticked, usual = set(given["email"]), known["usual_email"]
            email = {
                kind: kind in ticked
                for kind in KINDS
                if kind in chosen["email"] or (kind in ticked) != usual
            }
            choose_preferences(mine, Preferences(given["language"], email), store=store)

        if form.sent and form.attempt(choose):
            return done(HERE, "设置已保存。", "Your choices are saved.")
        return show(
            "notifications/preferences.html", title=t("怎样通知我", "How I am told"),
            status=form.status, form=form, subjects=SUBJECTS,
            languages=[(word, IN_ITS_OWN_WORDS[word]) for word in LANGUAGES],
            address=known["address"], back=("/messages", t("消息", "Messages")),
        )  # fmt: skip

    return room
