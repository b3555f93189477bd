"""What a coordinator has before her: what waits, whom it is about, and figures of the year."""
