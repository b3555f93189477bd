"""What needs people and time: working days, the public notice, what is due by law."""
