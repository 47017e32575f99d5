"""Tests of what is concluded from the graph."""
