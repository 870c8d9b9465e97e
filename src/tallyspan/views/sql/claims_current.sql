-- a claim of the newest version of an article, with what identifies that article
select
    claims.*,
    articles.title,       -- title of the article
    articles.publisher,   -- site or host that published it
    articles.url,         -- its address
    articles.source_path, -- POSIX path under the raw folder
from claims
join articles on articles.article_id = claims.article_id and articles.text_sha256 = claims.text_sha256
where articles.current
