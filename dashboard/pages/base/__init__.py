"""What every part of the screen uses: the session, the address bar, dialogs, error messages.

Enter by `session` (the view), `address_bar` (the URL), `dialogs` and `guard`.
"""
