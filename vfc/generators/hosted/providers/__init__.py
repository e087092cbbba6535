"""The providers: how each one's requests and answers are written, and nothing else."""
