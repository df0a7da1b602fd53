"""The frame of every page: filters, actions, sharing, saved views."""
