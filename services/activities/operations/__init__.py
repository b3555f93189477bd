"""One file a use case, named by its verb: load, one domain call, one atomic save."""
