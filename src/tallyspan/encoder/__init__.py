"""The small transformer that comes along: text to word pieces, word pieces to vectors, vectors to scores."""
