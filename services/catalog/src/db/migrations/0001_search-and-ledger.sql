-- What drizzle has no words for: extensions, the functions that search is made of, and the ledger's guard.
CREATE EXTENSION IF NOT EXISTS unaccent;
--> statement-breakpoint
CREATE EXTENSION IF NOT EXISTS fuzzystrmatch;
--> statement-breakpoint
-- A text as words in lower case without accents, single spaces between them: what is indexed and what is asked for meet here.
CREATE FUNCTION shop_words(content text) RETURNS text LANGUAGE sql STABLE STRICT PARALLEL SAFE AS $$
  SELECT btrim(regexp_replace(translate(lower(unaccent(content)), '''’', ''), '[^[:alnum:]]+', ' ', 'g'))
$$;
--> statement-breakpoint
-- What a product is found by; a word in its name weighs more than one in its brand, its tags, its description.
CREATE FUNCTION product_search(name text, brand text, tags text[], description text) RETURNS tsvector
LANGUAGE sql STABLE PARALLEL SAFE AS $$
  SELECT setweight(to_tsvector('english', shop_words(name)), 'A')
    || setweight(to_tsvector('english', coalesce(shop_words(brand), '')), 'B')
    || setweight(to_tsvector('english', shop_words(array_to_string(tags, ' '))), 'C')
    || setweight(to_tsvector('english', shop_words(description)), 'D')
$$;
--> statement-breakpoint
-- All words of a query, in any form; the last one may be the beginning of a word.
CREATE FUNCTION shop_query(query text) RETURNS tsquery LANGUAGE sql STABLE STRICT PARALLEL SAFE AS $$
  SELECT CASE WHEN words = '' THEN ''::tsquery
    ELSE to_tsquery('english', replace(words, ' ', ' & ') || ':*') END
  FROM shop_words(query) AS words
$$;
--> statement-breakpoint
CREATE FUNCTION refuse_ledger_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'The stock ledger is append only';
END
$$;
--> statement-breakpoint
CREATE TRIGGER stock_ledger_is_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON stock_ledger
FOR EACH STATEMENT EXECUTE FUNCTION refuse_ledger_change();
--> statement-breakpoint
-- Room on each page for the next state of its rows: stock changes all the time, and then no index has to.
ALTER TABLE stock SET (fillfactor = 70);
