import { type EventsCommand, readOptions } from "../options";

const from = new Date("2026-01-31T00:00:00Z");

test.each<[string, EventsCommand]>([
  ["dlq list", { name: "dlq-list" }],
  ["dlq show reviews", { name: "dlq-show", queue: "reviews", limit: 10 }],
  ["dlq show reviews-dlq --limit 3", { name: "dlq-show", queue: "reviews", limit: 3 }],
  ["dlq redrive cart-events", { name: "dlq-redrive", queue: "cart-events", id: null }],
  ["dlq redrive cart-events --id abc", { name: "dlq-redrive", queue: "cart-events", id: "abc" }],
  [
    "replay --from 2026-01-31 --type order.paid --to cart-events --dry-run",
    { name: "replay", from, until: null, types: ["order.paid"], to: "cart-events", isTrial: true },
  ],
  [
    "replay --from 2026-01-31 --until 2026-01-31T12:30:00+01:00 --type order.paid --to cart-events",
    {
      name: "replay",
      from,
      until: new Date("2026-01-31T11:30:00Z"),
      types: ["order.paid"],
      to: "cart-events",
      isTrial: false,
    },
  ],
])("%s", (line, command) => {
  expect(readOptions(line.split(" ")).command).toEqual(command);
});

test("without a type, all that the queue listens to is replayed", () => {
  const { command } = readOptions("replay --from 2026-01-31 --to catalog-events".split(" "));

  expect(command).toMatchObject({ types: expect.arrayContaining(["review.published", "order.paid"]) });
});

test.each([
  ["", "What is to be done?"],
  ["dlq", 'dlq knows list, show and redrive, not ""'],
  ["dlq empty reviews", 'not "empty"'],
  ["dlq show", "Which queue?"],
  ["dlq show nothing", 'There is no queue "nothing"'],
  ["dlq show toString", 'There is no queue "toString"'],
  ["dlq show reviews --limit 0", "--limit is a number"],
  ["dlq show reviews --id 3", "--id does not belong here"],
  ["dlq list reviews", "it lists all"],
  ["dlq redrive reviews now", '"now" is one word too many'],
  ["replay --to cart-events", "replay needs --from"],
  ["replay --from yesterday --to cart-events", '--from is no time: "yesterday"'],
  ["replay --from 2026-13-31 --to cart-events", "--from is no time"],
  ["replay --from 2026-01-31 --until 2026-01-31 --to cart-events", "--until must be after"],
  ["replay --from 2026-01-31 --to reviews", "reviews takes no events"],
  ["replay --from 2026-01-31 --to cart-events --type order.lost", 'There is no event "order.lost"'],
  [
    "replay --from 2026-01-31 --to cart-events --type product.changed",
    "does not subscribe to product.changed",
  ],
  ["dlq list --prefix prod-", "--prefix goes with --aws"],
  ["dlq list --aws --data here", "exclude each other"],
  ["dlq list --force", "--force"],
])('"%s" is refused with why, and how it is done', (line, why) => {
  const words = line === "" ? [] : line.split(" ");

  expect(() => readOptions(words)).toThrow(
    expect.objectContaining({ message: expect.stringContaining(why) }),
  );
  expect(() => readOptions(words)).toThrow(/npm run events -- dlq list/);
});
