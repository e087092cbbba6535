"""film.lock: its model, its text, its file."""
