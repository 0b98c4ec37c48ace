"""Measures how right the trainer is on labelled clips; no part of what is installed."""
