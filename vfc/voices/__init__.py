"""What speaks lines: the interface of a voice, those that are installed, and those of vfc."""
