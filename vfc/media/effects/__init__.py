"""moviepy's effects over one take: checked before, run frame by frame."""
