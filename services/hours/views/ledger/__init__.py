"""What purses hold and how it came about."""
