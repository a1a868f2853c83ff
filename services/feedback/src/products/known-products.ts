import type { ProductId } from "@shopeasy/contracts/ids";
import { lookUpProduct } from "@shopeasy/contracts/internal/catalog";
import { AppError } from "@shopeasy/platform/errors";
import type { InternalClient } from "@shopeasy/platform/internal-client/call-definition";

const mostRemembered = 20_000;

/** Which products there are, as catalog says: asked once however many want to know, and remembered if there is one. */
export class KnownProducts {
  readonly #known = new Set<ProductId>();
  readonly #asking = new Map<ProductId, Promise<boolean>>();

  constructor(private readonly client: Pick<InternalClient, "call">) {}

  /** @throws Unavailable when catalog would have to say, and is away */
  async has(productId: ProductId): Promise<boolean> {
    if (this.#known.has(productId)) return true;
    const asked = this.#asking.get(productId) ?? this.#ask(productId);
    return asked;
  }

  #ask(productId: ProductId): Promise<boolean> {
    const asked = this.#find(productId).finally(() => this.#asking.delete(productId));
    this.#asking.set(productId, asked);
    return asked;
  }

  async #find(productId: ProductId): Promise<boolean> {
    try {
      await this.client.call(lookUpProduct, { params: { productId } });
    } catch (error) {
      if (error instanceof AppError && error.code === "product-not-found") return false;
      throw error;
    }
    this.#known.add(productId);
    const [oldest] = this.#known;
    if (this.#known.size > mostRemembered && oldest) this.#known.delete(oldest);
    return true;
  }
}
