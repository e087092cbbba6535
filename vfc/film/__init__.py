"""What a film is: times that are exact, and frozen values that the text was resolved into."""
