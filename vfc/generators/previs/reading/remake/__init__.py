"""What remakes the data of the words from its sources; no film needs it."""
