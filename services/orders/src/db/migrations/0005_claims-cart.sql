-- Orders of the release before claim no cart: it would meet an index that it does not know, and what it placed may be
-- two undecided orders of one cart, at which making the index would fail.
ALTER TABLE "orders" ADD COLUMN "claims_cart" boolean DEFAULT false NOT NULL;
