"""Result frames become slides: one message a screen, the number, and the list that proves it.

A slide is a plain value that the browser lays out, since only the browser knows the screen: it
breaks lists that do not fit into further screens. Nothing here asks the ledger or draws.
"""
