"""Whom a claim is about: names in its phrases, and what pronouns and descriptions stand for."""

from tallyspan.context.subjects.reader import SubjectReader

__all__ = ["SubjectReader"]
