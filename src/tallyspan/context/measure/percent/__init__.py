"""What a percentage measures: parts of a whole, polls, qualities, comparisons."""
