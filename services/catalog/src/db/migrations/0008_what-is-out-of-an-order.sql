-- no transaction
CREATE INDEX CONCURRENTLY IF NOT EXISTS "stock_ledger_order_index" ON "stock_ledger" USING btree ("order_id") WHERE order_id is not null;
