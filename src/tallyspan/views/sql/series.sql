-- a number, a subject it is about and a time: the points of a line
select
    subject,                                                                         -- canonical name of the subject
    country,                                                                         -- its ISO 3166-1 code when it is a country
    measure,                                                                         -- what is measured, in the article's words
    aspect,                                                                          -- level, change, share or difference
    unit,                                                                            -- ISO 4217 code; % or pp; m
    per,                                                                             -- the denominator when it is a rate
    modality,                                                                        -- actual, target, forecast, ...
    coalesce(time_start, time_end, published) as time,                               -- first day for which it holds, else published
    if(coalesce(time_start, time_end) is null, 'published', 'text') as time_from,    -- text when the article says the time
    if(aspect = 'change' and direction = 'down', -abs(value_mid), value_mid) as value, -- mid; a fall is negative
    value_low as low,                                                                -- lower bound of a range, without sign
    value_high as high,                                                              -- upper bound of a range, without sign
    claim_id,                                                                        -- joins claims
    article_id,                                                                      -- joins articles
    published,                                                                       -- publication date
    sentence,                                                                        -- the sentence that says it
from claims_by_subject
where kind <> 'date' and value_mid is not null and coalesce(time_start, time_end, published) is not null
