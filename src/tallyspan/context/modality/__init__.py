"""Whether a claim is so, is meant to be, will be, would be or is not: the words that govern it."""

from tallyspan.context.modality.reader import ModalityReader

__all__ = ["ModalityReader"]
