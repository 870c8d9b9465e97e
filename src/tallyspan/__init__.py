"""Turn raw English news articles into tables of claims, each traceable to its characters."""
