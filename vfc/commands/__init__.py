"""One module a command: what the command line and Python users call."""
