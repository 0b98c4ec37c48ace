"""The session folder: what the estimator said and what the judge made of it, kept on this machine."""

from trainer.recording.schema import Event, Header, RecordedSet, RecordingError, SetSettings

__all__ = ["Event", "Header", "RecordedSet", "RecordingError", "SetSettings"]
