export interface Link {
  from: string;
  to: string;
  /** What is handed over waits to be taken up: such a link may lead anywhere, and has no say in the ranks. */
  isQueued?: boolean;
}

/** Nodes in ranks; a link over several ranks takes a place in each that it passes. */
export interface Grid {
  ranks: string[][];
  /** The places that each link goes through, from who calls to who is called. */
  chains: string[][];
  isPassage: (cell: string) => boolean;
}

/**
 * Gives each node the rank behind the last of its callers; a call that would close a circle goes backwards. Where circles
 * are cut depends on the order of the names and the links.
 */
export function ranksOf(names: readonly string[], links: readonly Link[]): Grid {
  const known = new Set(names);
  const drawn = links.map((link) => (known.has(link.from) && known.has(link.to) ? link : undefined));
  const forward = withoutCircles(
    names,
    drawn.flatMap((link) => (link && !link.isQueued ? [link] : [])),
  );
  const rankOf = new Map(names.map((name) => [name, 0]));
  const at = (name: string) => rankOf.get(name) ?? 0;
  // Without circles the longest way is found after as many rounds as there are nodes.
  for (let round = 0; round < names.length; round += 1) {
    for (const { from, to } of forward) rankOf.set(to, Math.max(at(to), at(from) + 1));
  }

  const ranks: string[][] = [];
  const passages = new Set<string>();
  const place = (cell: string, rank: number) => {
    while (ranks.length <= rank) ranks.push([]);
    ranks[rank]?.push(cell);
  };
  for (const name of names) place(name, at(name));
  const chains = drawn.map((link, index) => {
    if (!link) return [];
    const isBack = at(link.from) > at(link.to);
    const [left, right] = isBack ? [link.to, link.from] : [link.from, link.to];
    const chain = [left];
    for (let rank = at(left) + 1; rank < at(right); rank += 1) {
      const cell = `\0${index}/${rank}`;
      passages.add(cell);
      place(cell, rank);
      chain.push(cell);
    }
    chain.push(right);
    return isBack ? chain.reverse() : chain;
  });
  return { ranks, chains, isPassage: (cell) => passages.has(cell) };
}

/**
 * The links but those that lead back to where a walk came from. A walk, in depth, that begins where nobody calls leaves a
 * node after all that it leads to: a link to what is left later leads back.
 */
function withoutCircles(names: readonly string[], links: readonly Link[]): Link[] {
  const called = new Set(links.map(({ to }) => to));
  const left = new Map<string, number>();
  const seen = new Set<string>();
  // The last is taken first: where nobody calls, and else in the order of the names.
  const starts = [...names.filter((name) => !called.has(name)), ...names].reverse();
  const pending = starts.map((name) => ({ name, isLeft: false }));
  for (let next = pending.pop(); next; next = pending.pop()) {
    const { name, isLeft } = next;
    if (isLeft) left.set(name, left.size);
    if (isLeft || seen.has(name)) continue;
    seen.add(name);
    pending.push({ name, isLeft: true });
    for (const { from, to } of links)
      if (from === name && !seen.has(to)) pending.push({ name: to, isLeft: false });
  }
  return links.filter(({ from, to }) => (left.get(from) ?? 0) > (left.get(to) ?? 0));
}
