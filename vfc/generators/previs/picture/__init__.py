"""The whole picture: who and what stands where, and every frame of it drawn."""
