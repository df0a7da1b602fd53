"""The same work without a screen: python -m dashboard COMMAND, and the start of the server."""
