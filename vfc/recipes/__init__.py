"""What each kind of step is told: frozen, keyed, versioned. The plan fills it; media and actions
read it.
"""
