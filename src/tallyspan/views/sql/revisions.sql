-- a claim of an article that has an older version: was it there before? The tables keep the texts of older versions, not
-- their claims, so what an article dropped shows as the difference of claims_before and claims_now
with version as (
    select
        now.article_id,
        now.text_sha256,
        now.claims as claims_now,
        before.claims as claims_before,
        before.text_sha256 as before_sha256,
        before.published as published_before,
        before.text,
    from articles as now
    join articles as before on before.article_id = now.article_id and before.text_sha256 = now.supersedes
    where now.current
)
select
    version.article_id,        -- joins articles
    claims_current.claim_id,   -- joins claims; null when the newest version has no claim
    case
        when claim_id is null then null
        when contains(version.text, sentence) then 'kept'
        when contains(version.text, surface) then 'reworded'
        else 'new'
    end as fate,               -- kept: same sentence before; reworded: these characters, another sentence; new: neither
    kind,                      -- money, percent, distance or date
    surface,                   -- the claim's own characters
    sentence,                  -- the sentence as it stands now
    version.claims_before,     -- claims that the older version had
    version.claims_now,        -- claims that the newest has
    version.published_before,  -- publication date of the older version
    claims_current.published,  -- publication date of the newest
    version.before_sha256,     -- text_sha256 of the older version, for articles
    version.text_sha256,       -- text_sha256 of the newest
from version
left join claims_current on claims_current.article_id = version.article_id
