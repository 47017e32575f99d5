"""The graph: its schema, its two stores, its queries, and the analytics that read it."""
