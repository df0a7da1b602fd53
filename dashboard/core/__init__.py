"""Shared definitions: errors, labels, periods, the clock, measures and dimensions.

Import the module that you need, such as `core.measures`; there is no single entry. The catalogues
are plain values: nothing here opens a file, queries the ledger or draws.
"""
