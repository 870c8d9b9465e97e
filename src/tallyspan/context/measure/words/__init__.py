"""The words of a measure: noun phrases and predicates from the tree or the line, and how they are put together."""
