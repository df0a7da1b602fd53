"""A county education bureau's yearly work plan as a ledger, and the dashboard over it."""
