"""Reads every database and says whether the invariants I1 to I8 hold; it changes nothing."""
