"""Takes to look at outside the film: contact sheets, clips for Python."""
