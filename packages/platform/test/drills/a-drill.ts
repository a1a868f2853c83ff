import { Faults } from "@shopeasy/contracts/flag-declaration";
import { followDrill } from "@shopeasy/platform/drills/drill";

/** A program of `cart` whose drills a test sets, as an operator does; without any the drill is over. */
export function aDrill() {
  let said = Faults.parse({ programs: [] });
  const listeners: (() => void)[] = [];
  const flags = {
    asker: { service: "cart", version: "abc123" },
    value: () => said,
    onChange: (listener: () => void) => void listeners.push(listener),
  };
  followDrill(flags);
  return {
    flags,
    set(...faults: object[]) {
      said = Faults.parse({ programs: faults.map((one) => ({ service: "cart", ...one })) });
      for (const listener of listeners) listener();
    },
  };
}
