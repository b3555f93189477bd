"""What the law leaves open: values an organisation sets, inherited down its tree, with a date.

values.py   what can be set, its defaults, and what follows from it for one attendance
keys.py     which values make sense, and what is said about those that don't
book.py     which values hold for an organisation on a day
"""

from services.hours.domain.rules.book import Row, RuleBook, Source
from services.hours.domain.rules.values import DAY, Rules

__all__ = ["DAY", "Row", "RuleBook", "Rules", "Source"]
