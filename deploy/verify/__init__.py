"""Reads every database and says whether the invariants I1 to I7 hold; it changes nothing."""
