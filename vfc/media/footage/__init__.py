"""Files that a film reads: what they are, their frames as they are shown, conformed to the film."""
