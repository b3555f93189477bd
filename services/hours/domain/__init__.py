"""The rules of the hour bank. Plain Python, whole minutes, no database."""
