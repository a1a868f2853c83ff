/** What passes, over the shop in `before.ts`: its name and its SQL. */
export const goodMigrations: Readonly<Record<string, string>> = {
  "a new table, with all that it needs": `
    create table parcels (
      id uuid primary key default gen_random_uuid(),
      order_id uuid not null references orders (id),
      number bigint generated always as identity,
      weight integer not null check (weight > 0),
      unique (order_id, weight)
    );
    create index parcels_weight on parcels (weight);
    alter table parcels add constraint parcels_light check (weight < 30000);
    alter table parcels alter column weight type bigint;
    alter table parcels rename column weight to grams;
    insert into parcels (order_id, grams) select id, 100 from orders limit 100;
    update parcels set grams = 200`,
  "a column that may be null": "alter table orders add column channel text",
  "a required column with a constant": "alter table orders add column channel text default 'web' not null",
  "a column with the time of the migration":
    "alter table orders add column seen_at timestamptz default now() not null",
  "a column of an empty list": "alter table orders add column tags jsonb default '[]'::jsonb not null",
  "a column, and a volatile default for new rows only": `
    alter table orders add column reference uuid;
    alter table orders alter column reference set default gen_random_uuid()`,
  "an index beside writers":
    "-- no transaction\ncreate index concurrently if not exists orders_status on orders (status)",
  "a unique index beside writers":
    "-- Orders are found by their number, whatever its case.\n-- no transaction\ncreate unique index concurrently if not exists orders_by_number on orders (upper(number))",
  "a unique constraint by an index that is there":
    "alter table orders add constraint orders_coupon_once unique using index orders_coupon",
  "a foreign key that is promised":
    "alter table orders add constraint orders_customer foreign key (customer_id) references customers (id) not valid",
  "a check that is promised":
    "alter table orders add constraint orders_coupon_given check (coupon is not null) not valid",
  "a promise that is kept": "alter table orders validate constraint orders_has_note",
  "a promise that is kept at length":
    "-- no transaction\nalter table orders validate constraint orders_has_note",
  "a required column, proved by a check": "alter table orders alter column customer_id set not null",
  "a required column, proved at once": `
    alter table orders validate constraint orders_has_note;
    alter table orders alter column note set not null;
    alter table orders drop constraint orders_has_note`,
  "a column that need not be given any more": "alter table orders alter column status drop not null",
  "a longer text": "alter table orders alter column number type varchar(40)",
  "a text of any length": "alter table orders alter column note type text",
  "more digits": "alter table orders alter column total type numeric(16, 2)",
  "more of a second": "alter table orders alter column paid_at type timestamp(3) with time zone",
  "another default": "alter table orders alter column status set default 'new'",
  "a check that no code names is dropped": "alter table orders drop constraint orders_has_customer",
  "an index is dropped beside readers": "-- no transaction\ndrop index concurrently if exists orders_total",
  "an index is rebuilt beside writers": "-- no transaction\nreindex index concurrently orders_paid",
  "an index gets another name": "alter index orders_paid rename to orders_by_payment",
  "a value more": "alter type mood add value 'calm'",
  "a new kind of value, and a column of it": `
    create type channel as enum ('web', 'shop');
    alter table orders add column channel channel default 'web' not null`,
  "a function with another body":
    "create or replace function order_words(content text) returns text language sql as 'select upper(content)'",
  "a new function, and a trigger": `
    create function announce() returns trigger language plpgsql as 'begin return new; end';
    create trigger orders_announce after insert on orders for each row execute function announce()`,
  "a view with a column more":
    "create or replace view free_orders as select id, number from orders where coupon is not null",
  "a few rows by their keys":
    "update orders set coupon = null where number in ('1', '2');\ndelete from customers where id = '00000000-0000-0000-0000-000000000009'",
  "so many rows at most":
    "update orders set coupon = null where id in (select id from orders where coupon = 'OLD' limit 1000)",
  "room for the next state of rows": "alter table orders set (fillfactor = 70)",
  "a comment": "comment on column orders.coupon is 'As the customer typed it'",
  "numbers kept ahead": "alter sequence order_numbers cache 20",
  "a view is filled beside readers": "refresh materialized view concurrently sales",
};
