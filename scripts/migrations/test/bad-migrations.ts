import type { Rule } from "../rules/advice";

/** Its SQL, the rule that it breaks, and what is said of it. */
type BadMigration = readonly [sql: string, rule: Rule, does: string];

/** What is refused, by what it would do to the shop in `before.ts`. */
export const badMigrations: readonly BadMigration[] = [
  // What the version that runs could not live with.
  ["drop table orders", "drop-table", "drops the table orders"],
  ["alter table orders drop column coupon", "drop-column", "drops the column orders.coupon"],
  ["alter table orders rename to purchases", "rename", "renames the table orders to purchases"],
  ["alter table orders rename column coupon to code", "rename", "renames the column orders.coupon to code"],
  [
    "alter table orders rename constraint orders_number_unique to once",
    "rename",
    "renames the tabconstraint orders.orders_number_unique to once",
  ],
  ["alter type mood rename value 'sad' to 'blue'", "rename", "renames the value sad of mood to blue"],
  ["alter type mood rename to feeling", "rename", "renames the type mood to feeling"],
  ["alter table orders set schema archive", "rename", "moves orders to the schema archive"],
  [
    "alter table orders drop constraint orders_number_unique",
    "drop-constraint",
    "drops the constraint orders_number_unique of orders",
  ],
  [
    "alter table orders drop constraint orders_total_positive",
    "drop-constraint",
    "drops the constraint orders_total_positive of orders",
  ],
  [
    "alter table orders drop constraint orders_pkey",
    "drop-constraint",
    "drops the constraint orders_pkey of orders",
  ],
  [
    "-- no transaction\ndrop index concurrently if exists orders_coupon",
    "drop-constraint",
    "drops the unique index orders_coupon",
  ],
  ["drop view free_orders", "drop-object", "drops the view free_orders"],
  ["drop function order_words(text)", "drop-object", "drops the function order_words"],
  ["drop trigger orders_tell on orders", "drop-object", "drops the trigger orders.orders_tell"],
  ["drop type mood", "drop-object", "drops the type mood"],
  ["drop sequence order_numbers", "drop-object", "drops the sequence order_numbers"],
  ["alter table orders disable trigger orders_tell", "switch-off", "disables triggers of orders"],
  [
    "alter table orders alter column status drop default",
    "drop-default",
    "drops the default of orders.status",
  ],
  [
    "create function order_words(content text, language text default 'en') returns text language sql as 'select content'",
    "function-signature",
    "makes a function order_words(text, text) beside order_words(text)",
  ],
  ["alter sequence order_numbers restart with 1", "change-sequence", "changes restart of order_numbers"],
  [
    "alter table orders alter column id add generated always as identity",
    "change-identity",
    "changes the identity of orders.id",
  ],
  ["revoke insert on orders from public", "take-away-right", "revokes rights on orders"],
  ["alter table orders enable row level security", "row-security", "enables row level security on orders"],
  [
    "alter table orders add column channel text not null",
    "required-column",
    "adds the column orders.channel, NOT NULL without a DEFAULT",
  ],

  // What locks long.
  [
    "alter table orders alter column total type double precision",
    "change-type",
    "changes the type of orders.total from numeric(12, 2) to float8",
  ],
  [
    "alter table orders alter column note type varchar(50)",
    "change-type",
    "changes the type of orders.note from varchar(100) to varchar(50)",
  ],
  [
    "alter table orders alter column note type text using upper(note)",
    "change-type",
    "changes the type of orders.note from varchar(100) to text",
  ],
  [
    "alter table orders add column reference uuid default gen_random_uuid()",
    "volatile-default",
    "adds the column orders.reference with a volatile DEFAULT",
  ],
  [
    "alter table orders add column words text generated always as (lower(status)) stored",
    "stored-column",
    "adds the stored column orders.words",
  ],
  [
    "alter table orders add column position bigserial",
    "stored-column",
    "adds the numbered column orders.position",
  ],
  [
    "alter table orders alter column coupon set not null",
    "set-not-null",
    "sets orders.coupon NOT NULL without a validated check",
  ],
  [
    "alter table orders alter column note set not null",
    "set-not-null",
    "sets orders.note NOT NULL without a validated check",
  ],
  [
    "create index orders_status on orders (status)",
    "index-locks",
    "makes the index orders_status on orders, not CONCURRENTLY",
  ],
  ["drop index orders_paid", "index-locks", "drops the index orders_paid, not CONCURRENTLY"],
  ["reindex table orders", "index-locks", "rebuilds orders, not CONCURRENTLY"],
  ["refresh materialized view sales", "index-locks", "refreshes the view sales, not CONCURRENTLY"],
  [
    "create index concurrently if not exists orders_status on orders (status)",
    "concurrently-in-transaction",
    "makes the index orders_status CONCURRENTLY, in a transaction",
  ],
  [
    "-- no transaction\ncreate index concurrently orders_status on orders (status)",
    "not-alone",
    "makes the index orders_status CONCURRENTLY, and can't be repeated",
  ],
  [
    "-- no transaction\ncreate index concurrently if not exists a on orders (status);\ncreate index concurrently if not exists b on orders (note)",
    "not-alone",
    "makes the index a CONCURRENTLY, among other statements",
  ],
  [
    "-- no transaction\nalter table orders add column channel text",
    "not-alone",
    "runs a statement outside of a transaction that needs one",
  ],
  [
    "alter table orders add constraint orders_coupon_once unique (coupon)",
    "unique-locks",
    "adds the constraint orders_coupon_once to orders, not USING INDEX",
  ],
  [
    "alter table orders add constraint orders_key primary key using index orders_note",
    "set-not-null",
    "makes orders.note a key while it may be null",
  ],
  [
    "alter table orders add column channel text unique",
    "unique-locks",
    "adds the column orders.channel with a unique constraint",
  ],
  [
    "alter table orders add constraint orders_customer foreign key (customer_id) references customers (id)",
    "constraint-scan",
    "adds the constraint orders_customer to orders, not NOT VALID",
  ],
  [
    "alter table orders add constraint orders_known check (status <> '')",
    "constraint-scan",
    "adds the constraint orders_known to orders, not NOT VALID",
  ],
  [
    "alter table orders add column payer uuid references customers (id)",
    "constraint-scan",
    "adds the column orders.payer with a foreign key, not NOT VALID",
  ],
  [
    "alter table orders add constraint known check (status <> '') not valid;\nalter table orders validate constraint known",
    "validate-early",
    "validates known in the transaction that adds it",
  ],
  [
    "alter table orders add column channel text;\nalter table orders validate constraint orders_has_note",
    "validate-early",
    "validates orders_has_note after other statements of the same transaction",
  ],
  ["update orders set coupon = null", "long-write", "updates rows of orders without a bound"],
  ["delete from orders where paid_at is null", "long-write", "deletes rows of orders without a bound"],
  [
    "create table archive (id uuid primary key);\ninsert into archive select id from orders",
    "long-write",
    "fills archive from a table that is in use, without a LIMIT",
  ],
  ["truncate orders", "truncate", "truncates orders"],
  ["lock table orders in exclusive mode", "explicit-lock", "locks the table orders"],
  ["vacuum full orders", "table-rewrite", "runs VACUUM FULL on orders"],
  ["cluster orders using orders_paid", "table-rewrite", "clusters orders"],
  ["alter table orders set unlogged", "table-rewrite", "rewrites orders (AT_SetUnLogged)"],
  [
    "alter type mood add value 'calm';\nalter table orders add column mood mood default 'calm'",
    "enum-value-used",
    "adds the value calm to mood, and uses it",
  ],
  ["set lock_timeout = 0;\nalter table orders add column channel text", "own-timeout", "sets lock_timeout"],
  ["begin;\nalter table orders add column channel text;\ncommit", "own-transaction", "says BEGIN itself"],
  ["do $$ begin update orders set coupon = null; end $$", "opaque", "runs a DO block"],
  [
    "create rule silent as on delete to orders do instead nothing",
    "unknown",
    "is a RuleStmt, which the check does not know",
  ],
];
