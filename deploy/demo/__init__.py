"""A made-up county's season over the real API and the real bus, and whether it adds up."""
