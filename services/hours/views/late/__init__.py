"""What was filed about hours that come late, as those in scope read it."""
