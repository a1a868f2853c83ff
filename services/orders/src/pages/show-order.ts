import { OrderId } from "@shopeasy/contracts/ids";
import { anonymous } from "@shopeasy/platform/auth/principal";
import { NotFound } from "@shopeasy/platform/errors";
import { shown } from "@shopeasy/platform/pages/page";
import type { Deps } from "../deps";
import { getOrder } from "../orders/get-order";
import { orderPage } from "./order-page";
import { orderNotFoundPage, signInPage } from "./order-unseen-pages";

/**
 * The page of an order: for a guest with the token of its mails. Without one it tells nothing, not even whether there is
 * such an order: a customer sees hers where she is signed in.
 */
export async function showOrder(
  deps: Pick<Deps, "database" | "guestTokenSecret">,
  { id, token }: { id: string; token?: string | undefined },
) {
  if (token === undefined) return shown(200, signInPage);
  const orderId = OrderId.safeParse(id);
  if (!orderId.success) return shown(404, orderNotFoundPage);
  try {
    const order = await getOrder(deps, { id: orderId.data, principal: anonymous, token });
    return shown(200, orderPage(order));
  } catch (error) {
    if (error instanceof NotFound) return shown(404, orderNotFoundPage);
    throw error;
  }
}
