export type Json = Record<string, unknown>;
export type Call = ReturnType<typeof callsTo>;

/** Calls of Stripe's API as a shop with a secret key makes them: parameters as a form, answers as JSON. */
export function callsTo(url: string) {
  return async (
    method: "GET" | "POST",
    path: string,
    params: Json = {},
    headers: Record<string, string> = {},
  ) => {
    const form = new URLSearchParams();
    for (const [key, value] of Object.entries(params)) if (value !== undefined) form.set(key, String(value));
    const answer = await fetch(`${url}${path}`, {
      method,
      headers: { authorization: "Bearer sk_test_shop", ...headers },
      ...(method === "POST" && { body: form }),
    });
    return { status: answer.status, headers: answer.headers, body: (await answer.json()) as Json };
  };
}

/** The parameters of a payment of $20.00 by a good card, to be held and captured later. */
export const anIntent = (): Json => ({
  amount: "2000",
  currency: "usd",
  capture_method: "manual",
  confirm: "true",
  payment_method: "pm_card_visa",
});

/** The stand-in's own controls, which Stripe does not have. */
export function control(url: string, path: string, body: object): Promise<Response> {
  const headers = { "content-type": "application/json" };
  return fetch(`${url}/_stand-in${path}`, { method: "POST", headers, body: JSON.stringify(body) });
}
