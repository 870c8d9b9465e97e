-- a claim of the newest version of an article or of the version before it, and what became of it. An article without older
-- version is not here
with pair as (
    select
        now.article_id,
        now.text_sha256,
        before.text_sha256 as before_sha256,
        before.published as published_before,
    from articles as now
    join articles as before on before.article_id = now.article_id and before.text_sha256 = now.supersedes
    where now.current
),
now as (
    select claims_current.*, row_number() over (partition by article_id, kind, surface, sentence order by start) as turn
    from claims_current
    where article_id in (select article_id from pair)
),
before as (
    select claims_history.*, row_number() over (
        partition by claims_history.article_id, kind, surface, sentence order by start
    ) as turn
    from claims_history
    join pair on claims_history.article_id = pair.article_id and claims_history.text_sha256 = pair.before_sha256
    qualify row_number() over (partition by claim_id order by superseded_at desc) = 1
),
kept as (
    select now.claim_id, before.claim_id as before_id
    from now
    join before on now.article_id = before.article_id and now.kind = before.kind and now.surface = before.surface
        and now.sentence = before.sentence and now.turn = before.turn
),
fresh as (
    select *, row_number() over (partition by article_id, kind, unit, lower(measure) order by start) as place
    from now where claim_id not in (select claim_id from kept)
),
gone as (
    select *, row_number() over (partition by article_id, kind, unit, lower(measure) order by start) as place
    from before where claim_id not in (select before_id from kept)
),
fate as (
    select now.article_id, 'kept' as fate, now.kind, now.claim_id, now.surface, now.surface as before, now.sentence
    from now join kept on now.claim_id = kept.claim_id
    union all
    select
        coalesce(fresh.article_id, gone.article_id),
        case when gone.claim_id is null then 'new' when fresh.claim_id is null then 'dropped' else 'changed' end,
        coalesce(fresh.kind, gone.kind),
        fresh.claim_id,
        fresh.surface,
        gone.surface,
        coalesce(fresh.sentence, gone.sentence),
    from fresh
    full join gone on fresh.article_id = gone.article_id and fresh.kind = gone.kind and fresh.place = gone.place
        and fresh.unit is not distinct from gone.unit and lower(fresh.measure) = lower(gone.measure)
)
select
    fate.article_id,        -- joins articles
    fate.fate,              -- kept: same sentence; changed: same kind, unit and measure; else dropped or new
    fate.kind,              -- money, percent, distance or date
    fate.surface,           -- the claim's characters now; null when dropped
    fate.before,            -- its characters in the version before; null when new
    fate.sentence,          -- the sentence, as it stands now or, when dropped, as it stood
    fate.claim_id,          -- joins claims; null when dropped
    pair.published_before,  -- publication date of the version before
    pair.before_sha256,     -- its text_sha256, for articles and claims_history
    pair.text_sha256,       -- text_sha256 of the newest version
from fate
join pair on pair.article_id = fate.article_id
