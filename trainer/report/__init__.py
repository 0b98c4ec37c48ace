"""What a recorded session looks like afterwards: the review page, the history over sessions, and files for other tools."""
