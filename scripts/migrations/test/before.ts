/** What the version that runs stands on, in the cases of good and bad migrations. */
export const before = `
create table customers (id uuid primary key, email varchar(100) not null);
create table orders (
  id uuid primary key,
  number varchar(20) not null,
  customer_id uuid,
  status text default 'placed' not null,
  coupon text,
  note varchar(100),
  total numeric(12, 2) not null,
  paid_at timestamp(0) with time zone,
  constraint orders_number_unique unique (number),
  constraint orders_total_positive check (total >= 0),
  constraint orders_has_note check (note is not null) not valid,
  constraint orders_has_customer check (customer_id is not null)
);
create index orders_paid on orders (paid_at);
create index orders_total on orders (total);
create unique index orders_coupon on orders (coupon);
create unique index orders_note on orders (note);
create sequence order_numbers;
create type mood as enum ('glad', 'sad');
create view free_orders as select id from orders where coupon is not null;
create materialized view sales as select status, count(*) as orders from orders group by status;
create unique index sales_status on sales (status);
create function order_words(content text) returns text language sql as 'select lower(content)';
create function told() returns trigger language plpgsql as 'begin return new; end';
create trigger orders_tell after update on orders for each row execute function told();
`;

/** Rows, for PostgreSQL to stumble over. */
export const rows = `
insert into customers values ('00000000-0000-0000-0000-000000000001', 'ada@shop.example');
insert into orders (id, number, customer_id, total, note) values
  ('00000000-0000-0000-0000-000000000002', '1', '00000000-0000-0000-0000-000000000001', 10, 'ring'),
  ('00000000-0000-0000-0000-000000000003', '2', '00000000-0000-0000-0000-000000000001', 20, 'knock');
`;

/** What the code of the version that runs names, beside tables and columns. */
export const namedByCode: readonly string[] = ["orders_total_positive", "orders_number_unique"];
