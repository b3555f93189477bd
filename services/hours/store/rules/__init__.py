"""The collections of the rules: what organisations set, and since when."""
