"""What can be concluded from the graph: values in, values with reasons out; no store, no file, no page."""
