"""Sound: read as samples, summed, ducked, levelled, encoded once."""
