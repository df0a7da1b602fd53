"""What stands around every page: filters, actions, sharing, saved views."""
