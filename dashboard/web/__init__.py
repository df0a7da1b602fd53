"""The way in from the network: who may ask, what every answer carries, the server, its log."""
