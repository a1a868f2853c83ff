import type { LocalShop } from "../../shop/local-shop";
import type { Catalogue } from "../catalogue";
import type { LoadJob } from "../load/load-job";

export interface Preparation {
  shop: LocalShop;
  /** Of the process that is measured; of the gateway, where that is the whole shop. */
  origin: string;
  catalogue: Catalogue;
  /** How long it will be under load. */
  seconds: number;
}

/** Makes what a scenario needs in the shop, and says what is asked. */
export type Prepare = (found: Preparation) => Promise<LoadJob>;
