"""What each kind of step does: the one place that joins plan, generators and media."""
