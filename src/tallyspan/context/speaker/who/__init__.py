"""Who a speaker is: the phrase, the full name, whom a role stands for."""
