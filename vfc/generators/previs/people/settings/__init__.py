"""What an action needs about the body: a table, a wall, a horse."""
