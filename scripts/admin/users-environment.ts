import type { LocalShop } from "../shop/local-shop";
import { type Secrets, ShopDirectory } from "../shop/shop-directory";
import { AdminError } from "./options";

/** The environment in which the programs of users find their database: ours, or that of the local shop that runs. */
export function usersEnvironment(
  dataDir: string | undefined,
  own: Readonly<Record<string, string | undefined>>,
): Record<string, string | undefined> {
  if (dataDir === undefined && own.DATABASE_URL) return { ...own };

  const directory = new ShopDirectory(dataDir ?? ".shopeasy");
  const shop = directory.read<LocalShop>("run.json");
  const secrets = directory.read<Secrets>("secrets.json");
  if (!shop?.endpoints.postgres || !secrets) {
    throw new AdminError(
      `No shop runs on ${directory.path}: start one with npm start, name another by --data, or set DATABASE_URL.`,
    );
  }
  const database = new URL(shop.endpoints.postgres);
  database.username = "users";
  database.pathname = "/users";
  return { PATH: own.PATH, DATABASE_URL: database.href, SIGNING_KEY_SECRET: secrets.signingKey };
}
