"""A ``processed`` folder of made-up claims, as many as asked for, to see how what reads the tables bears them.

The sentences are assembled from a few words, but lengths, numbers of distinct values, nulls and lists are like those of news.
"""

from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from tallyspan.schema import TABLES

CLAIMS_OF_AN_ARTICLE = 20
ROWS_OF_A_PART = 125_000

_ARTICLES = """
select
    'https://news.example/' || a as article_id,
    'wire/' || a // 1000 || '.jsonl' as source_path,
    (a % 1000)::int as record,
    sha256('s' || a) as source_sha256,
    sha256(a::varchar) as text_sha256,
    'jsonl' as format,
    'https://news.example/' || a as url,
    'Story number ' || a || ' of trade and roads' as title,
    'Paper ' || (hash(a) % 40) as publisher,
    date '2015-01-01' + (hash(a, 1) % 4000)::int as published,
    'metadata' as published_from,
    repeat('Goods worth $1.2 million crossed the border in 2023, says the ministry. ', 40) as text,
    480 as words,
    {per_article} as claims,
    true as current,
    'run' as run_id,
    timestamp '2026-01-01' at time zone 'UTC' as ingested_at,
    'tallyspan 0' as extractor
from range({first}, {last}) as t (a)
"""

_CLAIMS = """
with drawn as (
    select *, hash(c, 7) as h, c // {per_article} as a, c % {per_article} as place,
        ['money', 'percent', 'date', 'distance'][1 + [0, 0, 0, 1, 1, 2, 2, 2, 2, 3][1 + (hash(c, 7) % 10)::int]] as kind,
    from range({first} * {per_article}, {last} * {per_article}) as t (c)
)
select
    md5(c::varchar) as claim_id,
    'https://news.example/' || a as article_id,
    kind,
    (place * 72 + 12)::int as start,
    (place * 72 + 24)::int as "end",
    '$' || h % 999 || ' million' as surface,
    if(kind = 'date', null, 1e6 * (h % 999)::double) as value,
    if(kind = 'date', null, 1e6 * (h % 999)::double) as value_mid,
    case kind when 'money' then ['USD', 'USD', 'EUR', 'GBP', 'KZT', 'INR'][1 + (h // 10 % 6)::int] when 'percent' then '%'
        when 'distance' then 'm' end as unit,
    ['exact', 'exact', 'exact', 'approx', 'min', 'max'][1 + (h // 100 % 6)::int] as qualifier,
    if(kind = 'date', date '2010-01-01' + (h % 6000)::int, null) as date_start,
    if(kind = 'date', date '2010-01-01' + (h % 6000)::int, null) as date_end,
    if(h // 7 % 3 = 0, date '2010-01-01' + (h % 6000)::int, null) as time_start,
    if(h // 7 % 3 = 0, date '2010-01-01' + (h % 6000)::int + 364, null) as time_end,
    []::struct(start int, "end" int)[] as time_spans,
    ['volume of trade', 'exports of wheat', 'budget deficit', 'cost of the tunnel', 'price of oil'][1 + (h // 3 % 5)::int]
        || ' of group ' || h // 5 % 2000 as measure,
    [{{'start': (place * 72)::int, 'end': (place * 72 + 11)::int}}] as measure_spans,
    if(kind = 'date', null, ['level', 'change', 'share', 'difference'][1 + (h // 11 % 4)::int]) as aspect,
    [{{'text': 'Name ' || h // 13 % 5000, 'name': 'Name ' || h // 13 % 5000, 'label': 'ORG', 'entity_id': null::varchar,
        'start': 1, 'end': 5}}] as subjects,
    [['KZ', 'KG', 'DE', 'US', 'IN', 'GB', 'FR'][1 + (h // 17 % 7)::int]] as countries,
    ['actual', 'actual', 'actual', 'target', 'forecast'][1 + (h // 19 % 5)::int] as modality,
    if(h // 23 % 3 = 0, 'Speaker ' || h // 29 % 3000, null) as attributed_to,
    if(h // 23 % 3 = 0, 'Speaker ' || h // 29 % 3000, null) as speaker_name,
    'Goods worth $' || h % 999 || ' million of group ' || h // 5 % 2000 || ' crossed the border of the two countries in 2023,'
        || ' says the ministry of number ' || h % 100003 || ', which publishes such figures every month.' as sentence,
    (place * 72)::int as sentence_start,
    (place * 72 + 71)::int as sentence_end,
    'before before before before bef ' as prefix,
    'after after after after after af' as suffix,
    0.97 as confidence,
    ((h % 100)::double / 100) as context_confidence,
    'money.symbol' as rule_id,
    sha256(a::varchar) as text_sha256,
    date '2015-01-01' + (hash(a, 1) % 4000)::int as published,
    'tallyspan 0' as extractor
from drawn
"""

_RUNS = """
select 'run' as run_id, timestamp '2026-01-01' at time zone 'UTC' as started_at, 'tallyspan 0' as extractor, '{}' as parameters,
    'completed' as state
"""


def fill(processed: Path, claims: int) -> None:
    """Write tables with about ``claims`` claims into the empty folder ``processed``."""
    articles = claims // CLAIMS_OF_AN_ARTICLE
    step = ROWS_OF_A_PART // CLAIMS_OF_AN_ARTICLE
    for first in range(0, articles, step):
        bounds = {"first": first, "last": min(first + step, articles), "per_article": CLAIMS_OF_AN_ARTICLE}
        _write(processed, "claims", _CLAIMS.format(**bounds), first)
        _write(processed, "articles", _ARTICLES.format(**bounds), first)
    _write(processed, "runs", _RUNS, 0)
    for name in ("mentions", "rejects"):
        _write(processed, name, None, 0)


def _write(processed: Path, name: str, query: str | None, part: int) -> None:
    schema = TABLES[name].arrow()
    (processed / name).mkdir(parents=True, exist_ok=True)
    rows = schema.empty_table()
    if query is not None:
        with duckdb.connect() as connection:
            made = connection.sql(query).to_arrow_table()
        there = set(made.column_names)
        columns = [
            made[field.name].cast(field.type) if field.name in there else pa.nulls(len(made), field.type) for field in schema
        ]
        rows = pa.Table.from_arrays(columns, schema=schema)
    pq.write_table(rows, processed / name / f"part-{part:08}.parquet", compression="zstd")
