"""The pages both books are written on, the purses and the journals of the currency."""
