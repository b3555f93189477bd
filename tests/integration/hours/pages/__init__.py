"""The pages of the hour bank, walked without a script."""
