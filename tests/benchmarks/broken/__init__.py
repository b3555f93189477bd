"""Contenders that do the job wrongly or not at all, so that the bench can be seen to notice."""
