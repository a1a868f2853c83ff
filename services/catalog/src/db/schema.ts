import type { OrderId, ProductId, Sku } from "@shopeasy/contracts/ids";
import type { Currency } from "@shopeasy/contracts/money";
import { idempotencyTable } from "@shopeasy/platform/idempotency/table";
import { outboxTable } from "@shopeasy/platform/outbox/table";
import { type SQL, sql } from "drizzle-orm";
import {
  type AnyPgColumn,
  bigint,
  char,
  check,
  customType,
  index,
  integer,
  jsonb,
  numeric,
  pgTable,
  text,
  timestamp,
  uuid,
} from "drizzle-orm/pg-core";
import type { LedgerReason } from "../inventory/inventory-schemas";
import type { ProductImage, ProductOption, ProductStatus } from "../products/product-schemas";
import type { ReservationLine, ReservationStatus } from "../reservations/reservation-rules";

export { idempotencyTable, outboxTable };

const time = (name: string) => timestamp(name, { withTimezone: true, precision: 3 });
const searchVector = customType<{ data: string }>({ dataType: () => "tsvector" });

export const categories = pgTable(
  "categories",
  {
    id: uuid("id").primaryKey(),
    slug: text("slug").notNull().unique(),
    name: text("name").notNull(),
    parentId: uuid("parent_id").references((): AnyPgColumn => categories.id),
    /** Ids and names from the root down to this one: kept, so that neither a product nor a filter climbs the tree. */
    lineage: uuid("lineage").array().notNull(),
    path: text("path").array().notNull(),
    /** Grows with what a product shows of it. */
    version: integer("version").notNull().default(1),
  },
  (table) => [index("categories_parent_index").on(table.parentId)],
);

export const brands = pgTable("brands", {
  id: uuid("id").primaryKey(),
  slug: text("slug").notNull().unique(),
  name: text("name").notNull(),
  version: integer("version").notNull().default(1),
});

/**
 * What a page shows. Price, rating and search are derived from elsewhere and kept here by whoever changes that, since
 * lists filter and sort by them; stock is not, for it changes with every order.
 */
export const products = pgTable(
  "products",
  {
    id: uuid("id").$type<ProductId>().primaryKey(),
    slug: text("slug").notNull().unique(),
    name: text("name").notNull(),
    description: text("description").notNull(),
    brandId: uuid("brand_id").references(() => brands.id),
    categoryId: uuid("category_id")
      .notNull()
      .references(() => categories.id),
    tags: text("tags").array().notNull(),
    images: jsonb("images").$type<ProductImage[]>().notNull(),
    options: jsonb("options").$type<ProductOption[]>().notNull(),
    status: text("status").$type<ProductStatus>().notNull(),
    /** Grows with each change by staff: stale edits are refused by it. */
    version: integer("version").notNull().default(1),
    currency: char("currency", { length: 3 }).$type<Currency>().notNull(),
    priceFrom: integer("price_from").notNull(),
    priceTo: integer("price_to").notNull(),
    ratingSum: integer("rating_sum").notNull().default(0),
    ratingCount: integer("rating_count").notNull().default(0),
    /** The highest version of the rating that was seen: events come in any order. */
    ratingVersion: bigint("rating_version", { mode: "number" }).notNull().default(0),
    ratingAverage: numeric("rating_average", { precision: 3, scale: 2, mode: "number" })
      .notNull()
      .generatedAlwaysAs(
        (): SQL =>
          sql`case when rating_count = 0 then 0 else round(rating_sum::numeric / rating_count, 2) end`,
      ),
    /** Without case and accents. */
    sortName: text("sort_name").notNull(),
    search: searchVector("search").notNull(),
    createdAt: time("created_at").notNull().defaultNow(),
    updatedAt: time("updated_at").notNull().defaultNow(),
  },
  (table) => {
    const isActive = sql`status = 'active'`;
    return [
      // One for each way to sort; the id decides among equals.
      index("products_newest_index").on(table.id).where(isActive),
      index("products_price_index").on(table.priceFrom, table.id).where(isActive),
      index("products_name_index").on(table.sortName, table.id).where(isActive),
      index("products_rating_index").on(table.ratingAverage, table.id).where(isActive),
      index("products_category_index").on(table.categoryId, table.id),
      index("products_brand_index").on(table.brandId, table.id),
      index("products_tags_index").using("gin", table.tags),
      index("products_search_index").using("gin", table.search),
    ];
  },
);

/** All words that products are described with: what a slip of the typist's is mended by. None is ever taken out. */
export const searchWords = pgTable("search_words", { word: text("word").primaryKey() });

/**
 * How many pieces there are of a SKU. It outlives its variant, as the ledger does: a settled reservation may still
 * come back.
 */
export const stock = pgTable(
  "stock",
  {
    sku: text("sku").$type<Sku>().primaryKey(),
    productId: uuid("product_id")
      .$type<ProductId>()
      .notNull()
      .references(() => products.id),
    onHand: integer("on_hand").notNull().default(0),
    reserved: integer("reserved").notNull().default(0),
    lowStockThreshold: integer("low_stock_threshold").notNull(),
    /** Grows with each change of `onHand` or `reserved`. */
    version: bigint("version", { mode: "number" }).notNull().default(0),
  },
  (table) => [
    index("stock_product_index").on(table.productId),
    check("stock_not_oversold", sql`on_hand >= reserved and reserved >= 0`),
  ],
);

/** What is sold: one of a product's choices, at its price. */
export const variants = pgTable(
  "variants",
  {
    sku: text("sku")
      .$type<Sku>()
      .primaryKey()
      .references(() => stock.sku),
    productId: uuid("product_id")
      .$type<ProductId>()
      .notNull()
      .references(() => products.id),
    /** Counts from 0 in the order that staff gave them. */
    position: integer("position").notNull(),
    options: jsonb("options").$type<Record<string, string>>().notNull(),
    /** In minor units of the product's currency, as `compareAtPrice` is. */
    price: integer("price").notNull(),
    compareAtPrice: integer("compare_at_price"),
    weightGrams: integer("weight_grams").notNull(),
  },
  (table) => [index("variants_product_index").on(table.productId, table.position)],
);

/** Every change of `onHand`, in order; append only (a trigger sees to it), and its sum is `onHand`. */
export const stockLedger = pgTable(
  "stock_ledger",
  {
    id: bigint("id", { mode: "number" }).primaryKey().generatedAlwaysAsIdentity(),
    sku: text("sku")
      .$type<Sku>()
      .notNull()
      .references(() => stock.sku),
    delta: integer("delta").notNull(),
    /** After the change. */
    onHand: integer("on_hand").notNull(),
    reason: text("reason").$type<LedgerReason>().notNull(),
    note: text("note"),
    orderId: uuid("order_id").$type<OrderId>(),
    /** Who did it, where a person did. */
    staffId: uuid("staff_id"),
    /** Names the request that made this entry, so that a repeated one finds it. */
    requestKey: text("request_key"),
    at: time("at").notNull().default(sql`clock_timestamp()`),
  },
  (table) => [index("stock_ledger_sku_index").on(table.sku, table.id)],
);

/** Stock held for orders. Held counts until `expiresAt`, and in `stock.reserved` until the sweep has freed it. */
export const reservations = pgTable(
  "reservations",
  {
    orderId: uuid("order_id").$type<OrderId>().primaryKey(),
    status: text("status").$type<ReservationStatus>().notNull(),
    /** In the row itself, so that one statement takes the reservation and learns its newest lines. */
    lines: jsonb("lines").$type<ReservationLine[]>().notNull(),
    expiresAt: time("expires_at").notNull(),
    settledAt: time("settled_at"),
    releasedAt: time("released_at"),
  },
  (table) => [
    index("reservations_held_index").on(table.expiresAt).where(sql`status = 'held'`),
    index("reservations_released_index").on(table.releasedAt).where(sql`status = 'released'`),
  ],
);
