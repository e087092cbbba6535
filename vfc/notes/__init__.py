"""What people say of a film's frames: a file a shot, a line a note, kept as text beside the film
and merged by git.
"""
