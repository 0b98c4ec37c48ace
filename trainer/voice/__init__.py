"""What is heard: speech by the system's own voice and short sounds, each in a thread of its own."""

from trainer.voice.voice import Voice

__all__ = ["Voice"]
