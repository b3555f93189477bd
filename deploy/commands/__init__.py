"""The commands of ``kindhours``: one file each, with the function ``command`` in it."""
