"""Activities, shifts and roles; sign-ups and waitlists; check-in, check-out and rosters."""
