"""The ``mengtu`` command keeps its contract: documents on stdout, sentences on stderr, exit codes 0, 1 and 2."""
