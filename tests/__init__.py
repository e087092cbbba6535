"""The tests, which lie as the code does."""
