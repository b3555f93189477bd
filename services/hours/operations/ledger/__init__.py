"""Writing the time currency's book."""
