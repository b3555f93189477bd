"""What looks like cheating: pure functions over credited presences. Nothing here punishes."""
