"""What bodies do: each action as poses over time."""
