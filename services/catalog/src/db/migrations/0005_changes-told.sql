-- Every change of what customers see is told on the channel "catalogue_changes" as it commits, whoever makes it: the ids
-- of products, parted by commas; "lists" where no product itself changed; "all" where they are too many to be named.
-- PostgreSQL folds what one transaction tells twice, and a notification holds 8,000 bytes.
CREATE FUNCTION tell_products_changed(ids uuid[]) RETURNS void LANGUAGE sql AS $$
  SELECT pg_notify('catalogue_changes', CASE WHEN cardinality(ids) <= 200 THEN array_to_string(ids, ',') ELSE 'all' END)
  WHERE cardinality(ids) > 0
$$;
--> statement-breakpoint
CREATE FUNCTION tell_products() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM tell_products_changed(array_agg(id ORDER BY id)) FROM changed;
  RETURN NULL;
END
$$;
--> statement-breakpoint
CREATE FUNCTION tell_products_of_variants() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM tell_products_changed(array_agg(DISTINCT product_id ORDER BY product_id)) FROM changed;
  RETURN NULL;
END
$$;
--> statement-breakpoint
-- Settling a reservation changes no number that customers see, so it tells nothing.
CREATE FUNCTION tell_products_of_stock() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM tell_products_changed(array_agg(DISTINCT a.product_id ORDER BY a.product_id))
  FROM stock_after a JOIN stock_before b ON b.sku = a.sku
  WHERE a.on_hand - a.reserved <> b.on_hand - b.reserved;
  RETURN NULL;
END
$$;
--> statement-breakpoint
CREATE FUNCTION tell_lists_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('catalogue_changes', 'lists') WHERE EXISTS (SELECT FROM changed);
  RETURN NULL;
END
$$;
--> statement-breakpoint
-- Of a category or brand: products show its name.
CREATE FUNCTION tell_all_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('catalogue_changes', 'all') WHERE EXISTS (SELECT * FROM after EXCEPT SELECT * FROM before);
  RETURN NULL;
END
$$;
--> statement-breakpoint
CREATE TRIGGER products_tell_added AFTER INSERT ON products
REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION tell_products();
--> statement-breakpoint
CREATE TRIGGER products_tell_changed AFTER UPDATE ON products
REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION tell_products();
--> statement-breakpoint
CREATE TRIGGER products_tell_removed AFTER DELETE ON products
REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION tell_products();
--> statement-breakpoint
CREATE TRIGGER variants_tell_added AFTER INSERT ON variants
REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION tell_products_of_variants();
--> statement-breakpoint
CREATE TRIGGER variants_tell_changed AFTER UPDATE ON variants
REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION tell_products_of_variants();
--> statement-breakpoint
CREATE TRIGGER variants_tell_removed AFTER DELETE ON variants
REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION tell_products_of_variants();
--> statement-breakpoint
CREATE TRIGGER stock_tell_changed AFTER UPDATE ON stock
REFERENCING OLD TABLE AS stock_before NEW TABLE AS stock_after
FOR EACH STATEMENT EXECUTE FUNCTION tell_products_of_stock();
--> statement-breakpoint
CREATE TRIGGER categories_tell_added AFTER INSERT ON categories
REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION tell_lists_changed();
--> statement-breakpoint
CREATE TRIGGER categories_tell_changed AFTER UPDATE ON categories
REFERENCING OLD TABLE AS before NEW TABLE AS after FOR EACH STATEMENT EXECUTE FUNCTION tell_all_changed();
--> statement-breakpoint
CREATE TRIGGER categories_tell_removed AFTER DELETE ON categories
REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION tell_lists_changed();
--> statement-breakpoint
CREATE TRIGGER brands_tell_added AFTER INSERT ON brands
REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION tell_lists_changed();
--> statement-breakpoint
CREATE TRIGGER brands_tell_changed AFTER UPDATE ON brands
REFERENCING OLD TABLE AS before NEW TABLE AS after FOR EACH STATEMENT EXECUTE FUNCTION tell_all_changed();
--> statement-breakpoint
CREATE TRIGGER brands_tell_removed AFTER DELETE ON brands
REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION tell_lists_changed();
