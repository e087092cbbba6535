"""The pages of a review: what each is told, its template, its script and its style."""
