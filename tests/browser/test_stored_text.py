"""Whatever was typed in a form is shown as it was typed, everywhere."""

from datetime import timedelta
from urllib.parse import urlencode

from tests.browser.scene import Scene
from tests.browser.visits import Visits


def test_a_stored_script_is_text(visits: Visits, scene: Scene) -> None:
    evil = "<script>document.title='gone'</script><img src=x onerror=alert(1)>\"'&"
    more = {"description": evil, "risks": evil, "address": evil, "bring": evil}
    start = scene.clock.now() + timedelta(minutes=2)  # the first on the front page
    activity_id = scene.draft(evil[:90], start, start + timedelta(hours=1), **more)
    scene.post(f"activities/{activity_id}/publish", None, scene.organiser)
    with visits.opened("organiser") as page:
        found = f"/activities?{urlencode({'q': evil[:20]})}"
        for path in ("/", found, f"/activities/{activity_id}", f"/organise/{activity_id}"):
            page.goto(path)
            assert "<script>document.title" in page.locator("main").inner_text(), path
            assert page.title() != "gone"
    scene.post(f"activities/{activity_id}/cancel", {"reason": "试验"}, scene.organiser)
