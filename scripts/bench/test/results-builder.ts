import { curveShares, type Entry, type OpenEntry, type Results } from "../report/results";

type WantedEntry = Partial<Omit<Entry, "open">> & { open?: Partial<OpenEntry> };

/** A scenario's figures, as a run tells them. */
export const anEntry = ({ open, ...wanted }: WantedEntry = {}): Entry => ({
  ...{ name: "detail", scenario: "detail", floor: null, rate: 1_000, p50Ms: 1, p99Ms: 4 },
  curve: curveShares.map((_, index) => index + 1),
  ...{ errors: 0, firstError: null, spread: 0.1, cpuSecondsPer1000: 0.1, cores: 1, memoryMiB: 100 },
  ...{ generatorBound: false, wholeShop: null },
  open: open
    ? {
        ...{ due: 500, rate: 500, p50Ms: 1, p99Ms: 3, tail: 3, errors: 0, firstError: null },
        curve: curveShares.map((_, index) => index + 1),
        ...{ unsent: 0, lateP99Ms: 0.1, parts: {} },
        ...open,
      }
    : null,
  ...wanted,
});

/** What a run of the bench gives. */
export const results = ({
  products = 1_000,
  ...wanted
}: Partial<Results> & { products?: number } = {}): Results => ({
  machine: { cpu: "Processor", cores: 2, memoryGiB: 4, system: "linux", node: "24" },
  stalls: { share: 0.01, p99Ms: 0.5 },
  commit: "0123456789abcdef",
  settings: {
    ...{ products, seconds: 5, connections: 16, traceRate: 0.05 },
    ...{ openAt: 0.5, arrivals: "poisson", quota: 0.2 },
  },
  ...{ scenarios: [], floors: [], ratios: {}, flashSale: null },
  ...wanted,
});
