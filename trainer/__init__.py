"""A pose-checking webcam trainer for the upper back."""

__version__ = "0.1.0"
