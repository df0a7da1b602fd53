"""What every room speaks: errors, labels, periods, the clock, measures and dimensions.

The catalogues are plain values: nothing here opens a file, asks the ledger or draws.
"""
