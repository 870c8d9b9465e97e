"""Acts of saying in one sentence: verbs of saying, stances, judgements, sources."""
