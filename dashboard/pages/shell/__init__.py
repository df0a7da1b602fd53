"""The frame of every page: filters, actions, sharing, saved views.

Enter by `page_frame.run_page`.
"""
