-- What search is made of, again: the first release's functions stay for the tasks that still run it.
CREATE OR REPLACE FUNCTION shop_words(content text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
  -- Composed first, so that an accent typed as a character of its own parts no word. Names are qualified, for indexes use this.
  SELECT btrim(regexp_replace(
    translate(
      lower(public.unaccent('public.unaccent'::regdictionary,
        regexp_replace(normalize(content, NFKC), '[\u0300-\u036f]', '', 'g'))),
      '''’', ''
    ),
    '[^[:alnum:]]+', ' ', 'g'
  ))
$$;
--> statement-breakpoint
-- English without stop words: a book may be called "It".
CREATE TEXT SEARCH DICTIONARY english_every_word (TEMPLATE = snowball, LANGUAGE = english);
--> statement-breakpoint
CREATE TEXT SEARCH CONFIGURATION shop_english (COPY = english);
--> statement-breakpoint
ALTER TEXT SEARCH CONFIGURATION shop_english ALTER MAPPING REPLACE english_stem WITH english_every_word;
--> statement-breakpoint
-- A heading is found by all of its words, in any form and as they are begun ("runnin" begins no stem), and a hyphenated
-- one in one word, too: a T-shirt is also a tshirt.
CREATE FUNCTION heading_search(content text) RETURNS tsvector LANGUAGE plpgsql STABLE STRICT PARALLEL SAFE AS $$
DECLARE
  words text := shop_words(content);
  stems tsvector;
BEGIN
  IF content ~ '[[:alnum:]][-‐‑][[:alnum:]]' THEN
    words := concat_ws(' ', words, (
      SELECT string_agg(shop_words(translate(compound[1], '-‐‑', '')), ' ')
      FROM regexp_matches(content, '[[:alnum:]]+(?:[-‐‑][[:alnum:]]+)+', 'g') AS compound
    ));
  END IF;
  stems := to_tsvector('shop_english', words);
  RETURN stems || ts_delete(to_tsvector('simple', words), tsvector_to_array(stems));
END
$$;
--> statement-breakpoint
-- What a product is found by; a word in its name weighs more than one in its brand, its tags, its description.
CREATE OR REPLACE FUNCTION product_search(name text, brand text, tags text[], description text) RETURNS tsvector
LANGUAGE sql STABLE PARALLEL SAFE AS $$
  SELECT setweight(heading_search(name), 'A')
    || setweight(heading_search(coalesce(brand, '')), 'B')
    || setweight(heading_search(array_to_string(tags, ' ')), 'C')
    || setweight(to_tsvector('english', shop_words(description)), 'D')
$$;
--> statement-breakpoint
-- The words of a name of a category or brand, for those who have typed their beginnings.
CREATE FUNCTION name_words(name text) RETURNS tsvector LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
  SELECT to_tsvector('pg_catalog.simple', public.shop_words(name))
$$;
--> statement-breakpoint
-- A word, and what is left of it without each one of its letters. Two words that are a slip apart have one of these in common.
CREATE FUNCTION slip_keys(word text) RETURNS text[] LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
  SELECT array_agg(DISTINCT left(word, at) || substr(word, at + 2)) || word
  FROM generate_series(0, length(word) - 1) AS at
$$;
--> statement-breakpoint
CREATE TABLE "bought_together" (
	"product_id" uuid NOT NULL,
	"other_id" uuid NOT NULL,
	"orders" integer NOT NULL,
	CONSTRAINT "bought_together_product_id_other_id_pk" PRIMARY KEY("product_id","other_id")
);
--> statement-breakpoint
CREATE TABLE "inbox" (
	"consumer" text NOT NULL,
	"event_id" uuid NOT NULL,
	"seen_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "inbox_consumer_event_id_pk" PRIMARY KEY("consumer","event_id")
);
--> statement-breakpoint
CREATE TABLE "product_sales" (
	"product_id" uuid PRIMARY KEY NOT NULL,
	"pieces" bigint NOT NULL
);
--> statement-breakpoint
ALTER TABLE "products" ADD COLUMN "sold_doublings" smallint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "products" ADD COLUMN "popularity" smallint GENERATED ALWAYS AS (case when rating_count = 0 then sold_doublings else sold_doublings
          + round((2.0 * rating_sum / rating_count - 6) * least(rating_count, 20) / 20) end) STORED NOT NULL;--> statement-breakpoint
ALTER TABLE "search_words" ADD COLUMN "slip_keys" text[] GENERATED ALWAYS AS (slip_keys(word)) STORED NOT NULL;--> statement-breakpoint
CREATE INDEX "bought_together_orders_index" ON "bought_together" USING btree ("product_id","orders");--> statement-breakpoint
CREATE INDEX "inbox_seen_at_index" ON "inbox" USING btree ("seen_at");--> statement-breakpoint
CREATE INDEX "brands_words_index" ON "brands" USING gin (name_words("name"));--> statement-breakpoint
CREATE INDEX "categories_words_index" ON "categories" USING gin (name_words("name"));--> statement-breakpoint
CREATE INDEX "products_popular_index" ON "products" USING btree ("popularity","id") WHERE status = 'active';--> statement-breakpoint
CREATE INDEX "products_in_category_index" ON "products" USING btree ("category_id","price_from","id","price_to","rating_average","brand_id") WHERE status = 'active';--> statement-breakpoint
CREATE INDEX "search_words_beginning_index" ON "search_words" USING btree ("word" text_pattern_ops);--> statement-breakpoint
CREATE INDEX "search_words_slips_index" ON "search_words" USING gin ("slip_keys") WITH (fastupdate=false);--> statement-breakpoint
CREATE INDEX "variants_sku_index" ON "variants" USING btree (lower("sku") text_pattern_ops);
--> statement-breakpoint
-- What is written waits in a list that each search reads from end to end: a short one, so that none is slow after an import.
ALTER INDEX products_search_index SET (gin_pending_list_limit = 512);
--> statement-breakpoint
ALTER INDEX products_tags_index SET (gin_pending_list_limit = 512);
--> statement-breakpoint
-- Room on each page for the next counts.
ALTER TABLE product_sales SET (fillfactor = 70);
--> statement-breakpoint
UPDATE products p SET
  sort_name = shop_words(p.name),
  search = product_search(p.name, (SELECT b.name FROM brands b WHERE b.id = p.brand_id), p.tags, p.description);
