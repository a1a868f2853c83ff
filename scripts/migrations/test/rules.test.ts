import { messageOf } from "../check-service";
import { advice } from "../rules/advice";
import { loadParser } from "../sql/parse-sql";
import { badMigrations } from "./bad-migrations";
import { goodMigrations } from "./good-migrations";
import { judged } from "./judged";

beforeAll(loadParser);

describe("is refused", () => {
  test.each(badMigrations.map(([sql, rule, does]) => ({ sql, rule, does })))(
    "$sql",
    ({ sql, rule, does }) => {
      expect(judged(sql)).toContainEqual(expect.objectContaining({ rule, does }));
    },
  );

  test("by every rule there is", () => {
    const broken = new Set(badMigrations.map(([, rule]) => rule));

    expect(Object.keys(advice).filter((rule) => !broken.has(rule as never))).toEqual([]);
  });

  test("with its line, why it hurts, and what to do instead", () => {
    const [fault] = judged(
      "alter table orders\n  add column a text;\n-- Nobody reads it, ’tis said.\nalter table orders drop column coupon;",
    );

    expect(messageOf("0001_case.sql", fault!)).toMatch(
      /^0001_case\.sql:4 drops the column orders\.coupon\. \[drop-column\]\n {2}Why it hurts: .+\n {2}Instead: .+\n {2}More: docs\/migrations\.md#drop-column$/,
    );
  });

  test("for each thing that is wrong", () => {
    const faults = judged(
      "alter table orders drop column coupon, drop column note, add column channel text not null",
    );

    expect(faults.map(({ subject }) => subject)).toEqual(["orders.coupon", "orders.note", "orders.channel"]);
  });

  test("what PostgreSQL would not understand, with its line", () => {
    const nonsense = "alter table orders add column a text;\n--> statement-breakpoint\nalter tabel orders";

    expect(() => judged(nonsense)).toThrow(
      '0001_case.sql:3: PostgreSQL does not understand it: syntax error at or near "tabel"',
    );
  });
});

describe("passes:", () => {
  test.each(Object.entries(goodMigrations))("%s", (_name, sql) => {
    expect(judged(sql)).toEqual([]);
  });
});
