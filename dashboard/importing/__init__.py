"""A file that somebody has becomes a checked change of the ledger.

documents reads plans, spreadsheets reads sheets, changes compares with what the ledger holds.
Enter by `service`.
"""
