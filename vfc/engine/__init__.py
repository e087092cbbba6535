"""Which steps must run and why, which next, and running them: two pure functions and a loop."""
