"""What a review does where it may: picks that can be undone, a build in a process of its own."""
