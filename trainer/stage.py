"""Where a workout stands."""

from __future__ import annotations

from enum import StrEnum


class Stage(StrEnum):
    """Where the workout stands."""

    NOTICE = "notice"  # before the first workout ever: whom to ask, when to stop
    PAIN_BEFORE = "pain before"
    POSITIONING = "positioning"  # nobody there, parts unseen, wrong view or posture: the reason is shown and said
    READY = "ready"  # all is right: green for two seconds, then the countdown
    EXERCISING = "exercising"
    LOST = "lost"  # out of sight in the middle of a set; the count is kept
    PAUSED = "paused"  # by gesture or key
    EFFORT = "effort"  # after a set
    REST = "rest"
    PAIN_AFTER = "pain after"
    DONE = "done"
