"""A film as its pages see it: frozen values, and the reading of them again after a change."""
