"""The command line, `python -m dashboard COMMAND`, including the start of the server.

Enter by `cli.main`.
"""
