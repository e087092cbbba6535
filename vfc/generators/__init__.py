"""What makes pictures: the interface, the registry, worker processes, and the generators that vfc
brings.
"""
