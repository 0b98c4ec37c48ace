"""A whole workout: what is done in which order, when it goes on, and how the next one follows from the last ones."""

from trainer.saying import Phrase
from trainer.words import Words


class WorkoutError(Exception):
    """A plan or diary that can't be used as it is, or a value that no plan can have; one line that says what to do.

    said: the same, in no language yet where it may come while somebody exercises. As text it is English.
    """

    def __init__(self, said: Phrase | str) -> None:
        super().__init__(Words().say(said))
        self.said = said
