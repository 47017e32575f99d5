"""Files to records, records to the register, the register to the graph."""
