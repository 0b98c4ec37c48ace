"""Measures how right and how fast the trainer is; no part of what is installed."""
