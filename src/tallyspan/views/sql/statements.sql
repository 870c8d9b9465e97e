-- a claim that somebody is said to state: who said what, when
select
    coalesce(speaker_name, attributed_to) as speaker,  -- canonical name, else the words of the article
    speaker_entity as speaker_country,                 -- ISO 3166-1 code when a country speaks
    attributed_to,                                     -- the words of the article that name the speaker
    published as said,                                 -- publication date of the article
    sentence,                                          -- the sentence
    kind,                                              -- money, percent, distance or date
    surface,                                           -- the claim's own characters
    value_mid as value,                                -- value, the middle of a range, or the bound; null for a date
    unit,                                              -- ISO 4217 code; % or pp; m
    date_start,                                        -- first day, kind date
    date_end,                                          -- last day, included
    measure,                                           -- what is measured, or what happens then
    modality,                                          -- actual, target, forecast, hypothetical or negated
    coalesce(subjects[1].name, subjects[1].text) as subject,                       -- the subject that matters most
    publisher,                                         -- site or host that published it
    url,                                               -- address of the article
    claim_id,                                          -- joins claims
    article_id,                                        -- joins articles
from claims_current
where coalesce(speaker_name, attributed_to) is not null
