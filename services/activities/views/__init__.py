"""Reads: a query in, plain data out. The field outbox never leaves the store."""
