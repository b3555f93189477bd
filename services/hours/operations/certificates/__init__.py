"""Use cases of certificates, one file each."""
