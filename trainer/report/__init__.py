"""What a recorded session looks like afterwards: the review page, the history of all, and files for other tools."""
