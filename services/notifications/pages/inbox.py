"""/messages: what happened to me, the newest first; opening one marks it as read."""

from typing import Any

from flask import Response, request

from services.notifications import views
from services.notifications.http import MessagesArgs
from services.notifications.operations.mark_all_read import mark_all_read
from services.notifications.operations.mark_read import mark_read
from services.notifications.pages.kinds import way_from
from services.notifications.store import Store
from shared.clock import Clock
from shared.pages import Pages, done, fragment, show, t
from shared.web import allow, current
from shared.web.problems import language

HERE = "/messages"
_A_PAGE = 20
_MOST_TOLD = 99


def pages(store: Store, clock: Clock) -> Pages:
    """Only one's own; a message of somebody else is not found."""
    room = Pages("inbox", __name__)
    _reading(room, store, clock)
    _counting(room, store)
    return room


def _reading(room: Pages, store: Store, clock: Clock) -> None:
    @room.get(HERE)
    @allow("volunteer")
    def inbox() -> Response:
        asked = {word: request.args[word] for word in ("cursor", "unread") if word in request.args}
        args, mine = MessagesArgs().load(asked), current().volunteer_id
        wanted = views.PageWanted(args["unread"], args["cursor"], _A_PAGE)
        found = views.messages(mine, wanted, store=store, language=language())
        return show(
            "notifications/inbox.html", title=t("消息", "Messages"), found=found,
            unread_only=args["unread"], first=not args["cursor"],
            unread=views.unread(mine, store=store)["unread"],
        )  # fmt: skip

    @room.get(f"{HERE}/<string:message_id>")
    @allow("volunteer")
    def one(message_id: str) -> Response:
        row = mark_read(message_id, current().volunteer_id, store=store, clock=clock)
        message: dict[str, Any] = views.message(row, store=store, language=language())
        return show(
            "notifications/message.html", title=message["title"], message=message,
            way=way_from(message["kind"], message["about"]), back=(HERE, t("消息", "Messages")),
        )  # fmt: skip

    @room.post(f"{HERE}/read-all")
    @allow("volunteer", provisional=True)
    def read_all() -> Response:
        count = mark_all_read(current().volunteer_id, store=store, clock=clock)
        return done(HERE, f"{count}条消息已标为已读。", f"{count} messages are marked as read.")


def _counting(room: Pages, store: Store) -> None:
    @room.get("/notifications/parts/unread")
    @allow("volunteer")
    def unread() -> Response:
        count = store.inbox.count_unread(current().volunteer_id, _MOST_TOLD + 1)
        return fragment("notifications/parts/unread.html", count=count, most=_MOST_TOLD)
