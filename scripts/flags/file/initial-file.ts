import { initialFlags } from "@shopeasy/contracts/flag-file";
import { shopFlags } from "@shopeasy/contracts/flags";

/** The file of a shop whose flags nobody has set: all of them, as they are declared. */
export const initialText = (): string => `${JSON.stringify(initialFlags(shopFlags), null, 2)}\n`;
