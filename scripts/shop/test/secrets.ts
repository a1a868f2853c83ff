import type { LocalShopProgram } from "./local-shop-program";
import type { ShopClient } from "./shop-client";

/** What looks like a secret or a person, whoever's it is. */
const patterns = {
  "an e-mail address": /[\w.+-]{2,}@[\w-]+\.[a-z]{2,}/i,
  "a signed token": /eyJ[\w-]{8,}\.[\w-]{8,}\.[\w-]{8,}/,
  "a bearer token": /bearer\s+[\w.-]{20,}/i,
  "a gateway's secret": /\b(sk|whsec)_[\w-]{8,}|_secret_\w{8,}/,
  "a card number": /\b(4242 ?4242 ?4242 ?4242|4000000000000002|5555555555554444)\b/,
};

/**
 * Where logs and traces of this shop hold what they must not: anything that looks like a secret, and anything that the
 * client sent or got as one. Empty when they hold none.
 */
export async function leaks(shop: LocalShopProgram, client: ShopClient): Promise<string[]> {
  const lines = [...shop.logs(), ...(await traces(shop))];
  const known = [...client.secrets];
  // Hundreds of secrets in thousands of lines: one expression finds that there is none in a twentieth of the time.
  const anyKnown = new RegExp(known.length > 0 ? known.map(literally).join("|") : "(?!)");
  return lines.flatMap((line) => {
    const looks = Object.entries(patterns).filter(([, pattern]) => pattern.test(line));
    const is = anyKnown.test(line) ? known.filter((secret) => line.includes(secret)) : [];
    const found = [...looks.map(([name]) => name), ...is.map((secret) => `the secret ${secret}`)];
    return found.map((name) => `${name} in ${line.slice(0, 1_000)}`);
  });
}

const literally = (text: string) => text.replace(/[^\w]/g, "\\$&");

/** Everything that was traced. */
export async function traces(shop: LocalShopProgram): Promise<string[]> {
  const origin = `http://${shop.run().endpoints.xray}`;
  const texts: string[] = [];
  for (let page = 1; ; page += 1) {
    const listed = await (await fetch(`${origin}/traces?limit=1000&page=${page}`)).json();
    for (const { id } of listed as { id: string }[])
      texts.push(await (await fetch(`${origin}/traces/${id}`)).text());
    if ((listed as unknown[]).length === 0) return texts;
  }
}
