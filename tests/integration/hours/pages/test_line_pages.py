"""A credit on the office's page: explained, and taken back with a reason by somebody else."""

from tests.integration.hours.matrix import HER
from tests.integration.hours.pages.counter import Counter, form_of, sent, told


def test_it_is_explained_and_taken_back(counter: Counter) -> None:
    path = f"/office/hours/lines/{counter.serve()}"
    page = counter.open().get(path)
    assert "148 minutes count" in page.text
    page = sent(form_of(page, "reason"), reason="")
    assert page.html.select_one("#e-reason")
    page = sent(form_of(page, "reason"), reason="重复登记")
    assert told(page) == "It is reversed; she is told why."
    assert "重复登记" in page.html.select_one(".alert-warning").text
    assert not page.html.select("textarea")
    assert counter.bank.minutes(HER) == 0


def test_nobody_takes_back_her_own(counter: Counter) -> None:
    path = f"/office/hours/lines/{counter.serve()}"
    page = counter.open(HER).get(path)
    assert "cannot decide about your own hours" in page.text
    assert not page.html.select("textarea")
    counter.open().get("/office/hours/lines/x", status=404)
