import type { Database } from "@shopeasy/platform/database/connect";
import { asc, eq, sql } from "drizzle-orm";
import type * as schema from "../db/schema";
import { taxRates } from "../db/schema";
import { type Destination, ratesAt, type TaxRate } from "./tax-rules";

/** For so long another task's change may not be seen: shorter than anybody takes from a quote to an order. */
const knownForMs = 900;

/** What of a rate is shown and reckoned with. */
export const rateColumns = {
  country: taxRates.country,
  region: taxRates.region,
  name: taxRates.name,
  rateBasisPoints: taxRates.rateBasisPoints,
  inclusive: taxRates.inclusive,
  appliesToShipping: taxRates.appliesToShipping,
};

/** The tax rates that hold, read at most about once a second however many ask: they hardly ever change. */
export class KnownTaxRates {
  readonly #db: Database<typeof schema>["db"];
  #known: { table: Promise<TaxRate[]>; until: number } | undefined;

  constructor({ db }: Pick<Database<typeof schema>, "db">) {
    this.#db = db;
  }

  /** The rates that hold at a place. */
  async at(destination: Destination): Promise<TaxRate[]> {
    const now = performance.now();
    if (!this.#known || this.#known.until < now) {
      const read = { table: this.#read(), until: now + knownForMs };
      this.#known = read;
      read.table.catch(() => {
        if (this.#known === read) this.#known = undefined;
      });
    }
    return ratesAt(await this.#known.table, destination);
  }

  /** The next who asks gets what is stored by then. */
  forget(): void {
    this.#known = undefined;
  }

  async #read(): Promise<TaxRate[]> {
    return this.#db
      .select(rateColumns)
      .from(taxRates)
      .where(eq(taxRates.version, sql`(select max(version) from tax_tables)`))
      .orderBy(asc(taxRates.position));
  }
}
