"""Rows to ``processed/`` and back: explicit schemas, atomic publication, one local writer, readers at any time.

:mod:`layout` knows where tables lie and swaps versions, :mod:`parts` makes and reads Parquet files, :mod:`publish` puts
the parts of one batch in place, :mod:`revision` builds the next version, :mod:`ledger` says what is held, :mod:`lock`
keeps a second writer out.
"""
