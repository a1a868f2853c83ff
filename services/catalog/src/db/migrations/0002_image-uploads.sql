CREATE TABLE "image_uploads" (
	"id" uuid PRIMARY KEY NOT NULL,
	"product_id" uuid NOT NULL,
	"object_key" text NOT NULL,
	"content_type" text NOT NULL,
	"file_name" text NOT NULL,
	"alt" text NOT NULL,
	"staff_id" uuid NOT NULL,
	"status" text DEFAULT 'pending' NOT NULL,
	"reason" text,
	"created_at" timestamp (3) with time zone NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	"settled_at" timestamp (3) with time zone,
	"look_at" timestamp (3) with time zone
);
--> statement-breakpoint
ALTER TABLE "image_uploads" ADD CONSTRAINT "image_uploads_product_id_products_id_fk" FOREIGN KEY ("product_id") REFERENCES "public"."products"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "image_uploads_product_index" ON "image_uploads" USING btree ("product_id","id");--> statement-breakpoint
CREATE INDEX "image_uploads_look_index" ON "image_uploads" USING btree ("look_at") WHERE look_at is not null;