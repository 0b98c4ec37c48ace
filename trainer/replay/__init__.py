"""Watching a recorded session again: its pictures or a drawn figure, with what today's rules say of every moment."""
