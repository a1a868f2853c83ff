ALTER TABLE "stock" ADD COLUMN "is_low" boolean GENERATED ALWAYS AS (on_hand - reserved <= low_stock_threshold) STORED NOT NULL;--> statement-breakpoint
CREATE INDEX "stock_low_index" ON "stock" USING btree ("sku") WHERE is_low;--> statement-breakpoint
CREATE UNIQUE INDEX "stock_ledger_request_index" ON "stock_ledger" USING btree ("sku","request_key") WHERE request_key is not null;