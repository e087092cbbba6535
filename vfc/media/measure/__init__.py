"""What can be told of a take by its frames: scores, likeness."""
