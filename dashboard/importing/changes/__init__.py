"""What was read, set against the ledger: a change as a value, to be shown and then written."""
