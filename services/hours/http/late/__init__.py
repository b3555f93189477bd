"""Routes of back-entries and requests for correction."""
