"""What every part of the screen uses: the session, the address bar, dialogs, error messages."""
