import type { OrderId, ProductId, Sku } from "@shopeasy/contracts/ids";
import type { Currency } from "@shopeasy/contracts/money";
import { idempotencyTable } from "@shopeasy/platform/idempotency/table";
import { inboxTable } from "@shopeasy/platform/inbox/table";
import { outboxTable } from "@shopeasy/platform/outbox/table";
import { type SQL, sql } from "drizzle-orm";
import {
  type AnyPgColumn,
  bigint,
  boolean,
  char,
  check,
  customType,
  index,
  integer,
  jsonb,
  numeric,
  pgTable,
  primaryKey,
  smallint,
  text,
  timestamp,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import type { ImageType, RejectionReason } from "../images/image-rules";
import type { UploadStatus } from "../images/image-schemas";
import type { FileFormat, ImportStatus } from "../imports/import-schemas";
import type { LedgerReason } from "../inventory/inventory-schemas";
import type { ProductImage, ProductOption, ProductStatus } from "../products/product-schemas";
import type { ReservationLine, ReservationStatus } from "../reservations/reservation-rules";

export { idempotencyTable, inboxTable, outboxTable };

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
  (table) => [
    index("categories_parent_index").on(table.parentId),
    index("categories_words_index").using("gin", sql`name_words(${table.name})`),
  ],
);

export const brands = pgTable(
  "brands",
  {
    id: uuid("id").primaryKey(),
    slug: text("slug").notNull().unique(),
    name: text("name").notNull(),
    version: integer("version").notNull().default(1),
  },
  (table) => [index("brands_words_index").using("gin", sql`name_words(${table.name})`)],
);

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
    /** How often what was sold of it has doubled. Seldom changes, and so seldom do this row and its indexes. */
    soldDoublings: smallint("sold_doublings").notNull().default(0),
    /** By what is sold, and by what is said of it: twenty reviews make four doublings more or less. */
    popularity: smallint("popularity")
      .notNull()
      .generatedAlwaysAs(
        (): SQL => sql`case when rating_count = 0 then sold_doublings else sold_doublings
          + round((2.0 * rating_sum / rating_count - 6) * least(rating_count, 20) / 20) end`,
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
      index("products_popular_index").on(table.popularity, table.id).where(isActive),
      // All that lists of a category filter and sort by, so that only the products shown are read themselves.
      index("products_in_category_index")
        .on(table.categoryId, table.priceFrom, table.id, table.priceTo, table.ratingAverage, table.brandId)
        .where(isActive),
      index("products_category_index").on(table.categoryId, table.id),
      index("products_brand_index").on(table.brandId, table.id),
      index("products_tags_index").using("gin", table.tags),
      index("products_search_index").using("gin", table.search),
    ];
  },
);

/** All words that products are described with: what a slip of the typist's is mended by. None is ever taken out. */
export const searchWords = pgTable(
  "search_words",
  {
    word: text("word").primaryKey(),
    /** The word, and what is left of it without each one of its letters: words a slip apart share one of these. */
    slipKeys: text("slip_keys")
      .array()
      .notNull()
      .generatedAlwaysAs((): SQL => sql`slip_keys(word)`),
  },
  (table) => [
    index("search_words_beginning_index").on(table.word.op("text_pattern_ops")),
    index("search_words_slips_index").using("gin", table.slipKeys).with({ fastupdate: false }),
  ],
);

/** How many pieces of a product were ever sold: apart from the product, for it changes with every order. */
export const productSales = pgTable("product_sales", {
  productId: uuid("product_id").$type<ProductId>().primaryKey(),
  pieces: bigint("pieces", { mode: "number" }).notNull(),
});

/** In how many orders two products were bought together; each pair stands here both ways. */
export const boughtTogether = pgTable(
  "bought_together",
  {
    productId: uuid("product_id").$type<ProductId>().notNull(),
    otherId: uuid("other_id").$type<ProductId>().notNull(),
    orders: integer("orders").notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.productId, table.otherId] }),
    index("bought_together_orders_index").on(table.productId, table.orders),
  ],
);

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
    /** Kept, so that its index changes with a crossing only, and not with every sale. */
    isLow: boolean("is_low")
      .notNull()
      .generatedAlwaysAs((): SQL => sql`on_hand - reserved <= low_stock_threshold`),
    /** Likewise. */
    isAvailable: boolean("is_available")
      .notNull()
      .generatedAlwaysAs((): SQL => sql`on_hand > reserved`),
    /** Grows with each change of `onHand` or `reserved`. */
    version: bigint("version", { mode: "number" }).notNull().default(0),
  },
  (table) => [
    index("stock_product_index").on(table.productId),
    index("stock_low_index").on(table.sku).where(sql`is_low`),
    index("stock_available_index").on(table.productId).where(sql`is_available`),
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
  (table) => [
    index("variants_product_index").on(table.productId, table.position),
    // Searched by its beginning, in capitals or not.
    index("variants_sku_index").on(sql`lower(${table.sku}) text_pattern_ops`),
  ],
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
  (table) => [
    index("stock_ledger_sku_index").on(table.sku, table.id),
    // Lets no request enter twice, however long one of its runs stood still.
    uniqueIndex("stock_ledger_request_index")
      .on(table.sku, table.requestKey)
      .where(sql`request_key is not null`),
    // What is out of an order.
    index("stock_ledger_order_index").on(table.orderId).where(sql`order_id is not null`).concurrently(),
  ],
);

/** Stock held for orders. Held counts until `expiresAt`, and in `stock.reserved` until the sweep has freed it. */
export const reservations = pgTable(
  "reservations",
  {
    orderId: uuid("order_id").$type<OrderId>().primaryKey(),
    status: text("status").$type<ReservationStatus>().notNull(),
    /**
     * In the row itself, so that one statement takes the reservation and learns its newest lines. Of one that is settled
     * what is still out.
     */
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

/** Pictures that staff were given an address for. What was sent there is looked at before anybody sees it. */
export const imageUploads = pgTable(
  "image_uploads",
  {
    id: uuid("id").primaryKey(),
    productId: uuid("product_id")
      .$type<ProductId>()
      .notNull()
      .references(() => products.id),
    /** Where it is in the uploads bucket, and once it is good in the images bucket. */
    objectKey: text("object_key").notNull(),
    contentType: text("content_type").$type<ImageType>().notNull(),
    fileName: text("file_name").notNull(),
    alt: text("alt").notNull(),
    staffId: uuid("staff_id").notNull(),
    status: text("status").$type<UploadStatus>().notNull().default("pending"),
    /** Why it was rejected. */
    reason: text("reason").$type<RejectionReason>(),
    createdAt: time("created_at").notNull(),
    /** Until then something can be sent to its address, even once it is settled. */
    expiresAt: time("expires_at").notNull(),
    settledAt: time("settled_at"),
    /** When the worker looks after it again; null where nothing is left to do. */
    lookAt: time("look_at"),
  },
  (table) => [
    index("image_uploads_product_index").on(table.productId, table.id),
    index("image_uploads_look_index").on(table.lookAt).where(sql`look_at is not null`),
  ],
);

/** Files that staff sent to be taken in, and how far the worker is with each. */
export const imports = pgTable(
  "imports",
  {
    /** Also names the file in the imports bucket. */
    id: uuid("id").primaryKey(),
    format: text("format").$type<FileFormat>().notNull(),
    status: text("status").$type<ImportStatus>().notNull().default("queued"),
    staffId: uuid("staff_id").notNull(),
    /** The size of the file. */
    bytes: bigint("bytes", { mode: "number" }).notNull(),
    /** All before this byte is stored, and counted below; where a line begins, and its number. */
    nextByte: bigint("next_byte", { mode: "number" }).notNull().default(0),
    nextLine: integer("next_line").notNull().default(1),
    total: integer("total").notNull().default(0),
    created: integer("created").notNull().default(0),
    updated: integer("updated").notNull().default(0),
    failed: integer("failed").notNull().default(0),
    /** Names the worker's turn that alone may write: another one takes it up, and a stalled one can't any more. */
    lease: uuid("lease"),
    /** When a worker may take it up: when the lease or a pause ends. */
    dueAt: time("due_at").notNull().defaultNow(),
    /** Turns since something of it was last stored. */
    attempts: integer("attempts").notNull().default(0),
    /** Why it failed as a whole. */
    message: text("message"),
    createdAt: time("created_at").notNull().defaultNow(),
    startedAt: time("started_at"),
    finishedAt: time("finished_at"),
  },
  (table) => [index("imports_due_index").on(table.dueAt).where(sql`status in ('queued', 'running')`)],
);

/** The first faults of each import. */
export const importErrors = pgTable(
  "import_errors",
  {
    id: bigint("id", { mode: "number" }).primaryKey().generatedAlwaysAsIdentity(),
    importId: uuid("import_id")
      .notNull()
      .references(() => imports.id, { onDelete: "cascade" }),
    line: integer("line").notNull(),
    message: text("message").notNull(),
  },
  (table) => [index("import_errors_import_index").on(table.importId, table.line)],
);
