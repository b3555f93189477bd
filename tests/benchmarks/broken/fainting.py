"""Can be imported, and ends as soon as it is started."""

CHOICES = [{"messages": 1}]
