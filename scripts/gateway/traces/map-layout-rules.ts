import { type Link, ranksOf } from "./map-rank-rules";

export interface Point {
  x: number;
  y: number;
}

export interface Layout {
  width: number;
  height: number;
  /** The middle of each node. */
  nodes: Map<string, Point>;
  /** Through which points each link goes, in the order of the links: from the edge of one node to that of another. */
  links: Point[][];
}

export interface Measures {
  nodeWidth: number;
  nodeHeight: number;
  /** Between two ranks, for the links and what is written at them. */
  gap: number;
}

const margin = 12;
const between = 18;
/** What a link that passes by a node takes of its column. */
const passage = 20;
const sweeps = 8;

/**
 * Places nodes in ranks from left to right, each to the right of who calls upon it, and in a rank so that links cross
 * little: after Sugiyama, with the middle of a node's neighbours as its place. In whatever order they come, they are laid
 * out alike: a map does not jump with the traffic.
 */
export function layoutOf(names: readonly string[], links: readonly Link[], measures: Measures): Layout {
  const sorted = links.map((link, index) => ({ ...link, index })).toSorted(byEnds);
  const grid = ranksOf(names.toSorted(), sorted);
  const near = neighboursIn(grid.chains);
  for (let sweep = 0; sweep < sweeps; sweep += 1) sortRanks(grid.ranks, near, sweep % 2 === 0);
  const heightOf = (cell: string) => (grid.isPassage(cell) ? passage : measures.nodeHeight);
  const heights = grid.ranks.map((rank) =>
    rank.reduce((sum, cell) => sum + heightOf(cell) + between, -between),
  );
  const height = Math.max(0, ...heights) + 2 * margin;
  const step = measures.nodeWidth + measures.gap;
  const places = new Map<string, Point>();
  for (const [column, rank] of grid.ranks.entries()) {
    let y = (height - (heights[column] ?? 0)) / 2;
    for (const cell of rank) {
      places.set(cell, { x: margin + measures.nodeWidth / 2 + column * step, y: y + heightOf(cell) / 2 });
      y += heightOf(cell) + between;
    }
  }
  const placed = (cells: readonly string[]) => cells.flatMap((cell) => places.get(cell) ?? []);
  const ways = grid.chains.map((chain) => placed(chain).map((point) => ({ ...point })));
  spread(ways, measures);
  const waysByIndex = new Map(sorted.map(({ index }, place) => [index, ways[place] ?? []]));
  return {
    width: Math.max(0, grid.ranks.length * step - measures.gap) + 2 * margin,
    height,
    nodes: new Map(names.flatMap((name) => placed([name]).map((point) => [name, point] as const))),
    links: links.map((_, index) => waysByIndex.get(index) ?? []),
  };
}

const byEnds = (one: Link, other: Link) => compare(one.from, other.from) || compare(one.to, other.to);
const compare = (one: string, other: string) => (one < other ? -1 : Number(one > other));

const besideEachOther = 13;

/** Moves the ends of links to the sides of their nodes, beside each other where several meet. */
function spread(ways: readonly Point[][], { nodeWidth, nodeHeight }: Measures): void {
  const sides = new Map<string, { end: Point; next: Point; toSide: number }[]>();
  for (const way of ways) {
    const ends = way.length < 2 ? [] : [way.slice(0, 2), way.slice(-2).reverse()];
    for (const [end, next] of ends) {
      if (!end || !next) continue;
      const toSide = next.x > end.x ? nodeWidth / 2 : -nodeWidth / 2;
      const side = `${end.x} ${end.y} ${toSide}`;
      sides.set(side, [...(sides.get(side) ?? []), { end, next: { ...next }, toSide }]);
    }
  }
  for (const meeting of sides.values()) {
    const apart = Math.min(besideEachOther, nodeHeight / meeting.length);
    meeting.sort((one, other) => one.next.y - other.next.y);
    for (const [place, { end, toSide }] of meeting.entries()) {
      end.x += toSide;
      end.y += (place - (meeting.length - 1) / 2) * apart;
    }
  }
}

/** Sorts each rank by where its neighbours stand in the one before, or behind. */
function sortRanks(ranks: string[][], near: ReadonlyMap<string, string[]>, isForward: boolean): void {
  const order = ranks.map((_, index) => index);
  for (const index of isForward ? order.slice(1) : order.slice(0, -1).reverse()) {
    const beside = new Map((ranks[index + (isForward ? -1 : 1)] ?? []).map((cell, place) => [cell, place]));
    const rank = ranks[index] ?? [];
    const middleOf = (cell: string, usual: number) => {
      const found = (near.get(cell) ?? []).flatMap((other) => beside.get(other) ?? []);
      return found.length === 0 ? usual : found.reduce((sum, place) => sum + place, 0) / found.length;
    };
    const places = new Map(rank.map((cell, place) => [cell, middleOf(cell, place)]));
    rank.sort((one, other) => (places.get(one) ?? 0) - (places.get(other) ?? 0));
  }
}

function neighboursIn(chains: readonly (readonly string[])[]): Map<string, string[]> {
  const near = new Map<string, string[]>();
  const note = (cell: string, other: string) => near.set(cell, [...(near.get(cell) ?? []), other]);
  for (const chain of chains) {
    for (const [place, cell] of chain.entries()) {
      const next = chain[place + 1];
      if (next === undefined) continue;
      note(cell, next);
      note(next, cell);
    }
  }
  return near;
}
