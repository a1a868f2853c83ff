import type { Model } from "./model";
import type { Random } from "./random";
import type { Offer } from "./variants";
import { capitalized, filled, listed } from "./wording";

/** Two to four sentences about a product: what it is, what is true of it, and what can be chosen. */
export function describe(model: Model, offers: readonly Offer[], random: Random): string {
  const { kind, brand, spec, material, slots } = model;
  const say = (template: string) => capitalized(filled(template, slots, random));

  const notes = [spec.note, material.note].filter((note) => note !== undefined);
  const chosenNotes = notes.filter(() => random.chance(0.7)).slice(0, 2);
  const choices = choicesOf(offers);
  const ending = random.int(1, 10);
  const last =
    ending <= 3 && choices ? [`Available ${choices}.`] : ending <= 5 ? [capitalized(brand.note)] : [];
  const room = 3 - chosenNotes.length - last.length;
  const rows = random.sample(kind.details, Math.max(chosenNotes.length + last.length > 0 ? 1 : 2, room));
  const details = rows.map((row) => say(random.pick(row)));
  const sentences = [say(random.pick(kind.opens)), ...chosenNotes, ...details];
  return [...sentences.slice(0, 4 - last.length), ...last].join(" ");
}

/** `in black or navy, in sizes S to XL`; empty when there is nothing to choose. */
function choicesOf(offers: readonly Offer[]): string {
  return offers
    .filter(({ values }) => values.length > 1)
    .map(({ choice, values }) => {
      const names = values.map(({ name }) => said(name));
      return choice.said.replace("{list}", listed(names)).replace("{run}", `${names[0]} to ${names.at(-1)}`);
    })
    .join(", ");
}

/** Words are lower case within a sentence; sizes, units and names of standards stay as they are. */
function said(value: string): string {
  return value
    .split(" ")
    .map((word) => (/^[A-Z][a-z]+([- ]|$)/.test(word) && word !== "French" ? word.toLowerCase() : word))
    .join(" ");
}
