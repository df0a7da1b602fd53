"""What the ledger answers to a view, computed once for all who look at it."""
