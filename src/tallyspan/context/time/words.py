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
        self.edges = frozenset([*table["period"]["ends"], *table["period"]["starts"]])
        self.starts = frozenset(table["period"]["starts"])
        self.lengths: dict[str, str] = table["period"]["units"]
        self.counts: dict[str, int] = table["period"]["counts"]
        self.closing = frozenset(table["session"]["closing"])
        self.traded = frozenset(table["session"]["traded"])
        self.acts = all_forms(table["act"]["verbs"], table["act"]["irregular"])
        self.spans = frozenset(table["act"]["spans"])
