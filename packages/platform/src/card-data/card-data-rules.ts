import { InvalidInput } from "../errors";
import { holdsCardNumber, keyHoldsCardNumber } from "./card-number-rules";

/** Names under which card data travels in the forms of the world, in lower case and without punctuation. */
const cardNames =
  /card|cvc|cvv|csc|ccn|securitycode|accountnumber|magstripe|exp(iry|iration|month|year|date)|^(cc(exp|type)?|pan|number|cid|pin|exp|track(1|2|data))$/;

const goesByItsName = (name: string): boolean =>
  cardNames.test(
    name
      .normalize("NFKC")
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N}]/gu, ""),
  );

interface Looking {
  /** Whether a member is refused for its name alone. */
  byName: boolean;
  /** Members that may hold any number. */
  except: readonly string[];
}

/** Where card data is; null where there is none. */
function findCardData(value: unknown, path: string, looking: Looking): string | null {
  if (typeof value === "number") return holdsCardNumber(String(value)) ? path : null;
  if (typeof value === "string") {
    return holdsCardNumber(value, { telephone: path.endsWith("phone") }) ? path : null;
  }
  if (typeof value !== "object" || value === null) return null;
  for (const [name, inner] of Object.entries(value)) {
    if (looking.except.includes(name)) continue;
    // A name is told to the caller, and so must not be a number itself.
    if (holdsCardNumber(name)) return path;
    const at = Array.isArray(value) ? `${path}[${name}]` : path === "" ? name : `${path}.${name}`;
    if (looking.byName && goesByItsName(name)) return at;
    const found = findCardData(inner, at, looking);
    if (found !== null) return found;
  }
  return null;
}

function refuse(path: string): never {
  const message = "Card data is not accepted here: send a payment method's token of the payment gateway.";
  throw new InvalidInput([{ path, message }], "card-data-refused", message);
}

/**
 * Lets a body through that holds nothing like a card number, security code or expiry, under any name and at any depth.
 * @throws InvalidInput `card-data-refused`, naming the field and not its value.
 */
export function refuseCardData<Body>(body: Body): Body {
  const path = findCardData(body, "", { byName: true, except: [] });
  return path === null ? body : refuse(path);
}

/**
 * The same for bodies that are about no payment, as far as they hold a card's number: for a `z.preprocess`.
 * @throws InvalidInput `card-data-refused`
 */
export const refuseCardNumbers =
  (...except: readonly string[]) =>
  <Body>(body: Body): Body => {
    const path = findCardData(body, "", { byName: false, except });
    return path === null ? body : refuse(path);
  };

/** @throws InvalidInput `card-data-refused` for an idempotency key that is a card's number: keys are kept */
export const refuseCardKey = (key: string): string =>
  keyHoldsCardNumber(key) ? refuse("Idempotency-Key") : key;
