"""What the reader may answer: the order of its scores, which training and reading share."""

ROLES = ("measure", "subjects", "speaker", "time", "per")
"""The parts of an answer that are words of the article."""
ASPECTS = ("level", "change", "share", "difference")
REACHES = ("during", "since", "until")
"""How the number holds for the date that says when."""
MODALITIES = ("actual", "target", "forecast", "hypothetical", "negated")
