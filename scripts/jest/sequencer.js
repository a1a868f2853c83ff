const Sequencer = require("@jest/test-sequencer").default;

/**
 * What takes longest, by the beginning of its path, the longest first. A fresh clone knows no durations, and sorts files
 * by their size: one of these, begun last, would run alone at the end.
 */
const long = [
  "infra/test/plan",
  "scripts/shop/test/crash",
  "scripts/shop/test/",
  "services/orders/test/crash/",
  "services/orders/test/",
  "scripts/",
  "services/",
];

/** Starts the long test files first, and leaves all others in jest's own order. */
class LongFirst extends Sequencer {
  sort(tests) {
    const sorted = super.sort(tests);
    const placeOf = ({ path, context }) => {
      const relative = path.slice(context.config.rootDir.length + 1);
      const place = long.findIndex((beginning) => relative.startsWith(beginning));
      return place === -1 ? long.length : place;
    };
    return sorted.toSorted((one, other) => placeOf(one) - placeOf(other));
  }
}

module.exports = LongFirst;
