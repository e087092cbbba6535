"""What commands share: where a film lies, loading, planning, running, delivering, and what a build
leaves behind.
"""
