"""Two films side by side: what another version of the text shows, and what the change costs."""
