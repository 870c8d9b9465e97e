"""What the reader may answer: the order of its scores, which training and reading share."""

LENT = ("none", "money", "percent", "distance")
"""What a number without a unit may be an amount of."""
ROLES = ("measure", "subjects", "speaker", "time", "per")
"""The parts of an answer that are words of the article."""
CHOICES = {
    "aspect": ("level", "change", "share", "difference"),
    "modality": ("actual", "target", "forecast", "hypothetical", "negated"),
    "reach": ("during", "since", "until"),
    "subjects": ("none", "one", "more"),
    "speaker": ("none", "one"),
    "time": ("none", "one"),
    "per": ("none", "one"),
}
"""The parts that are one of a few classes. Of some roles: how many there are. ``reach``: how the number holds for the date that
says when."""
