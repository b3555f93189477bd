"""Back-entries and requests for correction: filed, proven, decided by others."""
