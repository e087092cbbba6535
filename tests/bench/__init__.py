"""Speed, as ratios against other tools and floors of the same run. Not collected by pytest:
`make bench`.
"""
