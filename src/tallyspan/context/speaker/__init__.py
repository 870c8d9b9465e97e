"""Who is said to state a claim: frames of saying, quotations, interviews."""

from tallyspan.context.speaker.reader import SpeakerReader

__all__ = ["SpeakerReader"]
