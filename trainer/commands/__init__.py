"""The longer commands, one module each."""


class CommandError(Exception):
    """A command that can't be carried out as it was asked for; one line that says what to do."""
