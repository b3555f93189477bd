"""What anybody may look at: what is on, the counts, honours, the check of a certificate."""

from tests.browser.scene import Scene
from tests.browser.visits import Visits
from tests.browser.ways import DESK


def test_public_pages_name_nobody(visits: Visits, scene: Scene) -> None:
    names = [person.name for role, person in scene.people.items() if role != "organiser"]
    with visits.opened(width=DESK) as page:
        for path in ("/", "/activities", "/calendar", "/public", "/certificates/"):
            answer = page.goto(path)
            assert answer is not None
            assert answer.status == 200, path
            assert not [name for name in names if name in page.content()], path
