-- an amount, percentage or distance of the newest version of an article
select
    claim_id,                                                           -- joins claims
    article_id,                                                         -- joins articles
    kind,                                                               -- money, percent or distance
    published,                                                          -- publication date
    measure,                                                            -- what is measured, in the article's words
    aspect,                                                             -- level, change, share or difference
    direction,                                                          -- up or down: the sign of a change
    coalesce(subjects[1].name, subjects[1].text) as subject,                                        -- the subject that matters most, by its canonical name
    countries,                                                          -- ISO 3166-1 codes of the countries it is about
    unit,                                                               -- ISO 4217 code; % or pp; m
    per,                                                                -- the denominator when it is a rate
    qualifier,                                                          -- exact, approx, min, max or range
    coalesce(value_low, if(qualifier <> 'max', value, null)) as low,    -- the least it may be; null when only a most is said
    value_mid as mid,                                                   -- value, the middle of a range, or the bound
    coalesce(value_high, if(qualifier <> 'min', value, null)) as high,  -- the most it may be; null when only a least is said
    modality,                                                           -- actual, target, forecast, hypothetical or negated
    if(modality = 'actual', value_mid, null) as actual,                 -- mid where it is a fact, else null
    if(modality = 'target', value_mid, null) as target,                 -- mid where it is a plan, goal or demand, else null
    if(modality = 'forecast', value_mid, null) as forecast,             -- mid where it is expected, else null
    time_start,                                                         -- first day for which it is said to hold
    time_end,                                                           -- last day, included
    sentence,                                                           -- the sentence that says it
from claims_current
where kind <> 'date'
