"""Which nodes may be one and the same: names compared, evidence weighed, and never anything merged."""
