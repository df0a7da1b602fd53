"""What the ledger answers to a view, kept for all who look at it until the ledger changes."""
