"""The application form (申报审批表) as a Word document: read into ledger rows, drawn empty, and filled from facts."""
