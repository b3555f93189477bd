"""The two books: what a service record says, and the time currency it earns."""
