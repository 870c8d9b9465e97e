"""Looking at claims: a web application for this machine alone, and a page to send.

Knows the tables only as the views of :mod:`tallyspan.views` show them, and nothing of how they were made. One direction: a
request becomes a :mod:`selection`, that becomes SQL with bound parameters (:mod:`queries`), rows become words
(:mod:`wording`), marked text (:mod:`marks`) and drawings (:mod:`charts`), and templates put these on a page (:mod:`pages`).
"""

from tallyspan.browse.app import application
from tallyspan.browse.database import Database
from tallyspan.browse.report import report_page

__all__ = ["Database", "application", "report_page"]
