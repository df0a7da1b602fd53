"""Build slides from result frames: one message per screen, its number, and the list behind it.

Enter by the module of the kind, such as `standing.overview`. A slide is a plain value that the
browser lays out, since only the browser knows the screen: it continues lists that do not fit on
further screens. Nothing here queries the ledger or draws.
"""
