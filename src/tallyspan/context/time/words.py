"""The words of ``rules/time.toml`` as look-ups."""

from tallyspan import rules
from tallyspan.context.forms import all_forms


class TimeWords:
    """All of them, in lower case; see the table for what each is for."""

    def __init__(self) -> None:
        table = rules.read("time")
        self.when = frozenset(table["date"]["when"])
        self.records = frozenset(table["date"]["records"])
        self.vague = frozenset(table["date"]["vague"])
        self.sources = frozenset(table["date"]["sources"])
        self.events = frozenset(table["date"]["events"])
        self.taken = frozenset(table["date"]["taken"])
        self.acts = all_forms(table["act"]["verbs"], table["act"]["irregular"])
        self.spans = frozenset(table["act"]["spans"])
