"""Give a set of roster filters a name, for oneself."""

from collections.abc import Mapping

from services.activities.store import Store
from shared.refusal import Conflict
from shared.storage.mongo import Document

MOST_VIEWS = 30


class TooManyViews(Conflict):
    """Raised when a person has as many saved views as she may."""

    zh = "最多保存{most}个常用查询，请先删除不用的。"
    en = "You can save {most} views. Delete one you no longer need."


def save_roster_view(name: str, words: Mapping[str, str], owner: str, *, store: Store) -> Document:
    """The view; saving under the same name replaces. Raises TooManyViews."""
    names = {view["name"] for view in store.roster_views.of(owner)}
    if name not in names and len(names) >= MOST_VIEWS:
        raise TooManyViews(field="name", most=MOST_VIEWS)
    return store.roster_views.save(owner, name, words)
