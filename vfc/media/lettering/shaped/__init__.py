"""Words set by HarfBuzz: any script, in fonts that have its letters, and whatever is said of how
they look and move.
"""
