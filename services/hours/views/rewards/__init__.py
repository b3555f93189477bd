"""What is offered and recorded beside the hours, as people read it."""
