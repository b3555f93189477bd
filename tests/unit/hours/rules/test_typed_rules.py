"""What somebody types about rules, read as values."""

from time import process_time

from services.hours.pages.office.rule_forms import typed_values


def test_weights_are_a_line_for_each_kind() -> None:
    typed = {"values.weights": "elderly = 150\n\n 环保 ： 80 %\n night care 200"}
    found = typed_values(typed, ["weights"])
    assert found == {"weights": {"elderly": 150, "环保": 80, "night care": 200}}


def test_a_line_that_means_nothing_is_read_quickly() -> None:
    line = "x" + " " * 3000 + "!"
    began = process_time()
    assert typed_values({"values.weights": line}, ["weights"]) == {"weights": line}
    assert process_time() - began < 1
