"""What is said and when: cues to the person, counts and holds aloud, and what to say of a set that is over."""

from trainer.coach.after import after_set as after_set
from trainer.coach.after import moved_s as moved_s
from trainer.coach.announcer import Announcer as Announcer
from trainer.coach.coach import Coach as Coach
from trainer.coach.cue import GOOD as GOOD
from trainer.coach.cue import PAUSED as PAUSED
from trainer.coach.cue import RANKS as RANKS
from trainer.coach.cue import SEEN as SEEN
from trainer.coach.cue import Cue as Cue
from trainer.coach.cue import Tone as Tone
from trainer.coach.speech import Speech as Speech
