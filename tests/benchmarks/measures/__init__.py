"""One file for each group of goals; each has ``measure(wishes) -> list[Result]``."""
