import { sanitizeSql } from "../../src/tracing/sql-text";

test.each([
  ["select * from orders where id = $1 limit $2", "select * from orders where id = $1 limit $2"],
  ["select * from users where email = 'ann@shop.test'", "select * from users where email = ?"],
  ["insert into t values ('it''s', E'a\\'b', 42, -1.5e3)", "insert into t values (?, ?, ?, ?)"],
  ["select $$a 'quoted' body$$, $f$x$f$", "select ?, ?"],
  ["select 1 -- ann@shop.test\n/* 'x' */ from t1", "select ? from t1"],
  ['select "col1", t2.x9 from "table 5"', 'select "col1", t2.x9 from "table 5"'],
  ["select 'never closed", "select ?"],
  ["  select\n\t a  ", "select a"],
])("%j is recorded as %j", (statement, expected) => {
  expect(sanitizeSql(statement)).toBe(expected);
});

test("a statement of a thousand rows is cut", () => {
  const statement = `insert into t values ${"($1, 'secret'), ".repeat(5000)}`;

  const recorded = sanitizeSql(statement);

  expect(recorded.length).toBe(2000);
  expect(recorded).not.toContain("secret");
});
