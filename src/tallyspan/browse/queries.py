"""What the pages ask of the tables. Values are always bound; what is written into SQL stands in this package."""

from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass
from threading import Lock

from tallyspan.browse.database import Database, Row
from tallyspan.browse.selection import FACETS, LISTS, PAGE_ROWS, Selection, bound

FACET_ROWS = 10
_REMEMBERED = 64
_SINGLE = tuple(name for name in FACETS if name not in LISTS)


@dataclass(frozen=True)
class Overview:
    """How many claims a selection has, and how many of them by the values of each facet, the commonest first.

    The counts of a facet in which something is chosen are those of the selection without that choice, so that one can
    choose another.
    """

    total: int
    facets: dict[str, list[tuple[str, int]]]


class Queries:
    """The questions, on one database. Counts are remembered as long as the tables stay the same."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._lock = Lock()
        self._overviews: OrderedDict[object, Overview] = OrderedDict()

    def claims(self, selection: Selection, rows: int = PAGE_ROWS) -> list[Row]:
        """Return one page of ``rows`` rows: keys are sorted first, for the long columns are read of these rows alone."""
        condition, values = bound(selection)
        order = selection.order()
        return self._database.rows(
            f"""
            with chosen as (
                select claim_id from claims_current where {condition}
                order by {order} limit ? offset ?
            )
            select * from claims_current where claim_id in (from chosen) order by {order}
            """,  # noqa: S608 # written in this package; values are bound
            [*values, rows, (selection.page - 1) * rows],
        )

    def overview(self, selection: Selection) -> Overview:
        """Return the counts of ``selection``."""
        key = (
            self._database.state(),
            tuple(selection.chosen.items()),
            *selection.bounds.items(),
            selection.words,
            selection.article,
        )
        with self._lock:
            if key in self._overviews:
                self._overviews.move_to_end(key)
                return self._overviews[key]
        overview = self._overview(selection)
        with self._lock:
            self._overviews[key] = overview
            while len(self._overviews) > _REMEMBERED:
                self._overviews.popitem(last=False)
        return overview

    def _overview(self, selection: Selection) -> Overview:
        total, facets = self._counts(selection, [name for name in _SINGLE if name not in selection.chosen])
        for name in FACETS:
            if name in selection.chosen and name not in LISTS:
                facets |= self._counts(selection, [name], apart_from=name)[1]
            elif name in LISTS:
                facets[name] = self._list_counts(selection, name)
        return Overview(total, {name: facets.get(name, []) for name in FACETS})

    def _counts(
        self, selection: Selection, names: Sequence[str], apart_from: str | None = None
    ) -> tuple[int, dict[str, list[tuple[str, int]]]]:
        """Return the number of claims, and those by value of each facet in ``names``, in one pass over the table."""
        condition, values = bound(selection, apart_from=apart_from)
        columns = ", ".join(f"{FACETS[name]} as facet_{name}" for name in names)
        keys = [f"facet_{name}" for name in names]
        nothing = 2 ** len(keys) - 1  # what grouping() is for the group of everything
        rows = self._database.rows(
            f"""
            select {"".join(f"{key}, " for key in keys)} {f"grouping({', '.join(keys)})" if keys else "0"} as which,
                count(*) as claims
            from (select {columns or "1"} from claims_current where {condition})
            group by grouping sets ({", ".join([*keys, "()"])})
            qualify which = {nothing} or row_number() over (partition by which order by claims desc) <= ?
            order by {", ".join(["claims desc", *keys])}
            """,  # noqa: S608
            [*values, FACET_ROWS + 1],
        )
        facets: dict[str, list[tuple[str, int]]] = {name: [] for name in names}
        total = 0
        for row in rows:
            if row["which"] == nothing:
                total = row["claims"]
                continue
            place = next(place for place in range(len(keys)) if not row["which"] >> (len(keys) - 1 - place) & 1)
            value = row[keys[place]]
            if value is not None:
                facets[names[place]].append((value, row["claims"]))
        return total, {name: found[:FACET_ROWS] for name, found in facets.items()}

    def _list_counts(self, selection: Selection, name: str) -> list[tuple[str, int]]:
        condition, values = bound(selection, apart_from=name)
        rows = self._database.rows(
            f"""
            select value, count(*) as claims
            from (select unnest(list_distinct({FACETS[name]})) as value from claims_current where {condition})
            where value is not null group by value order by claims desc, value limit ?
            """,  # noqa: S608
            [*values, FACET_ROWS],
        )
        return [(row["value"], row["claims"]) for row in rows]

    def article(self, article_id: str, text_sha256: str | None) -> Row | None:
        """Return a version of an article, the newest when none is named."""
        rows = self._database.rows(
            """
            select * from articles where article_id = ? and (text_sha256 = ? or (? is null and current))
            order by ingested_at desc limit 1
            """,
            [article_id, text_sha256, text_sha256],
        )
        return rows[0] if rows else None

    def articles_of(self, article_ids: Sequence[str]) -> dict[str, Row]:
        """Return what identifies each of these articles, by its id."""
        rows = self._database.rows(
            "select article_id, title, publisher, url, published from articles where current and list_contains(?, article_id)",
            [sorted(set(article_ids))],
        )
        return {row["article_id"]: row for row in rows}

    def versions(self, article_id: str) -> list[Row]:
        """Return every version of an article, the newest first, without text."""
        columns = "article_id, text_sha256, published, claims, words, current, supersedes, run_id, ingested_at, extractor"
        return self._database.rows(
            f"select {columns} from articles where article_id = ? order by current desc, ingested_at desc",  # noqa: S608
            [article_id],
        )

    def claims_of(self, article: Row) -> list[Row]:
        """Return the claims of a version of an article, in their order in the text; those of a duplicate are the other's."""
        return self._database.rows(
            """
            select claims.*, articles.url from claims
            join articles on articles.article_id = claims.article_id and articles.text_sha256 = claims.text_sha256
            where claims.article_id = ? and claims.text_sha256 = ? order by "start", "end", claim_id
            """,
            [article["duplicate_of"] or article["article_id"], article["text_sha256"]],
        )

    def home(self, claim_id: str) -> str | None:
        """Return the article_id of the article that a claim is in."""
        rows = self._database.rows("select article_id from claims_current where claim_id = ?", [claim_id])
        return rows[0]["article_id"] if rows else None

    def fates(self, article_id: str) -> dict[str, int]:
        """Return what became of the claims of the version before, by the words of the view ``revisions``."""
        rows = self._database.rows(
            "select fate, count(*) as claims from revisions where article_id = ? group by fate order by fate", [article_id]
        )
        return {row["fate"]: row["claims"] for row in rows}

    def articles(self, words: str, page: int) -> tuple[int, list[Row]]:
        """Return how many current articles have all of ``words`` in title, publisher or id, and one page of them."""
        condition = " and ".join(
            ["current", *("contains(lower(concat_ws(' ', title, publisher, article_id)), ?)" for _ in words.split())]
        )
        values = words.lower().split()
        (count,) = self._database.rows(f"select count(*) as articles from articles where {condition}", values)  # noqa: S608
        rows = self._database.rows(
            f"""
            select article_id, title, publisher, published, words, claims, duplicate_of, url from articles where {condition}
            order by published desc nulls last, article_id limit {PAGE_ROWS} offset ?
            """,  # noqa: S608
            [*values, (page - 1) * PAGE_ROWS],
        )
        return count["articles"], rows

    def runs(self) -> list[Row]:
        """Return the last runs, the latest first."""
        return self._database.rows("select * from runs order by started_at desc, run_id limit 200")

    def extractors(self) -> list[Row]:
        """Return the extractors that current articles were read with, that of the latest run first, and how many of each."""
        return self._database.rows(
            """
            select extractor, count(*) as articles,
                extractor = (select extractor from runs order by started_at desc, run_id limit 1) as latest
            from articles where current group by extractor order by latest desc, articles desc
            """
        )

    def rejects(self, reason: str | None, page: int) -> tuple[list[Row], list[Row]]:
        """Return the number of rejects by reason, and one page of them: all, or those of ``reason``."""
        counts = self._database.rows(
            "select stage, reason, count(*) as rejects from rejects group by all order by rejects desc, reason"
        )
        rows = self._database.rows(
            f"""
            select * from rejects where reason = coalesce(?, reason)
            order by source_path, record, "start", reason limit {PAGE_ROWS} offset ?
            """,  # noqa: S608
            [reason, (page - 1) * PAGE_ROWS],
        )
        return counts, rows

    def units(self, selection: Selection) -> list[tuple[str, int]]:
        """Return the units of the amounts of a selection, the commonest first."""
        condition, values = bound(selection)
        rows = self._database.rows(
            f"""
            select unit, count(*) as claims from claims_current where {condition} and kind <> 'date' and unit is not null
            group by unit order by claims desc, unit limit {FACET_ROWS}
            """,  # noqa: S608
            values,
        )
        return [(row["unit"], row["claims"]) for row in rows]

    def points(self, selection: Selection, unit: str, most: int) -> list[Row]:
        """Return at most ``most`` amounts of one unit with the time for which they hold, the surest first."""
        condition, values = bound(selection)
        return self._database.rows(
            f"""
            select claim_id, article_id, coalesce(time_start, time_end, published) as time, published, modality, sentence,
                measure, kind, value, value_low, value_high, qualifier, unit, per, subjects,
                if(aspect = 'change' and direction = 'down', -abs(value_mid), value_mid) as y,
            from claims_current
            where {condition} and kind <> 'date' and unit = ? and value_mid is not null
                and coalesce(time_start, time_end, published) is not null
            order by context_confidence desc nulls last, claim_id limit {most}
            """,  # noqa: S608
            [*values, unit],
        )

    def weeks(self, selection: Selection) -> list[Row]:
        """Return the number of claims by week of publication and kind; by month or year where weeks would be too many."""
        condition, values = bound(selection)
        (span,) = self._database.rows(
            f"select date_diff('day', min(published), max(published)) as days from claims_current where {condition}",  # noqa: S608
            values,
        )
        days = span["days"] or 0
        step = next((name for name, most in (("week", 7 * 120), ("month", 30 * 120)) if days <= most), "year")
        return self._database.rows(
            f"""
            select date_trunc('{step}', published)::date as first, '{step}' as step, kind, count(*) as claims
            from claims_current where {condition} and published is not null group by all order by first, kind
            """,  # noqa: S608
            values,
        )
