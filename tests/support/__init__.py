"""What several tests use: plans, files, the app and a browser."""
