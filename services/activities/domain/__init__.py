"""The rules of activities, sign-ups and attendance. Plain Python, no database."""
