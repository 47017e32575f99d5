"""Measures what large landscapes cost: ours beside the libraries one would otherwise use, on one graph in one run."""
