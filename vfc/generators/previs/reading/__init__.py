"""A shot's words read: the words that the pictures know."""
