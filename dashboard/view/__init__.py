"""What a reader looks at, as one frozen value and as a link.

Enter by `filters` (which tasks), `screen_state` (what else is on the screen) and `share_links`.
"""
