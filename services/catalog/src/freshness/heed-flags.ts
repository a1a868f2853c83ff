import type { Deps } from "../deps";

/** By then every task has read the change, too: what they share was made by the flags as they are now. */
const everybodyKnowsMs = 30_000;

/** What was made under other flags is made anew. */
export function heedFlags({ flags, answers }: Pick<Deps, "flags" | "answers">): void {
  flags.onChange(() => {
    answers?.allChanged();
    setTimeout(() => answers?.allChanged(), everybodyKnowsMs).unref();
  });
}
