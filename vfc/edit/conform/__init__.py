"""What an edit that came back from an editing program changes in a film's own cut."""
