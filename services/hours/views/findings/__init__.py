"""What coordinators read of the findings."""
