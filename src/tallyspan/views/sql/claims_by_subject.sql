-- a claim and one of its subjects; a claim without subject is not here
select
    coalesce(unnested.subject.name, unnested.subject.text) as subject, -- canonical name, else its words: what to group by
    unnested.subject.entity_id as country,    -- ISO 3166-1 alpha-2 of a country or its people; null for everybody else
    unnested.subject.label as subject_label,  -- PERSON, ORG, GPE, LOC, NORP, ...
    unnested.subject.text as subject_text,    -- the words of the article that name it
    unnested.subject.start as subject_start,  -- offset of the first of these characters in articles.text
    unnested.subject.end as subject_end,      -- offset after the last
    unnested.place as subject_place,          -- 1 for the subject that matters most
    claims_current.*,
from claims_current, unnest(subjects) with ordinality as unnested (subject, place)
