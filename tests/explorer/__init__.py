"""The explorer: its pages on a real embedded graph, its picture in a real browser."""
