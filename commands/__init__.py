"""The commands of ``mengtu``, thin over the register, the graph and its analytics."""
