"""A whole workout: what is done in which order, when it goes on, and how the next one follows from the last ones."""


class WorkoutError(Exception):
    """A plan or diary that can't be used as it is, or a value that no plan can have; one line that says what to do."""
