"""Looking for what is suspicious, and settling what was found."""
