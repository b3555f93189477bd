"""What certificates need in the database."""
