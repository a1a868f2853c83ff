import { type Board, narrowed, type Panel } from "@shopeasy/contracts/dashboard-definition";
import { boards } from "@shopeasy/contracts/dashboards";
import { serviceNames } from "@shopeasy/contracts/route-table";
import type { Sink, Watcher } from "./collector";
import { type Drawn, historyOf, type LineHistory } from "./line-history";
import type { Series } from "./series-rules";

/** One panel and its lines. */
export interface KeptPanel {
  panel: Panel;
  lines: Drawn[];
}

export interface KeptBoard {
  board: Board;
  /** Of a board of one service. */
  service?: string;
  rows: { title: string; panels: KeptPanel[] }[];
  /** When the newest values were collected, in milliseconds since the epoch. */
  until: number;
}

interface Kept {
  board: Board;
  service?: string;
  lines: Map<Panel, LineHistory[]>;
}

/** The last hour of every board, in memory. */
export class BoardHistory implements Watcher {
  private readonly kept: Kept[];
  private readonly all: LineHistory[];
  private collectedAt = 0;

  constructor() {
    this.kept = boards.flatMap((board) =>
      board.ofOneService ? serviceNames.map((service) => keptOf(board, service)) : [keptOf(board)],
    );
    this.all = this.kept.flatMap(({ lines }) => [...lines.values()].flat());
  }

  sinksFor(series: Series): readonly Sink[] {
    return this.all.flatMap((line) => line.sinksFor(series));
  }

  collected(at: number, seconds: number): void {
    this.collectedAt = at;
    for (const line of this.all) line.close(seconds);
  }

  /** Undefined where there is no such board; of a board of one service, the first one unless it is named. */
  board(id: string, service?: string): KeptBoard | undefined {
    const found = this.kept.find(
      (one) => one.board.id === id && (!service || !one.service || one.service === service),
    );
    if (!found) return undefined;
    const rows = found.board.rows.map(({ title, panels }) => ({
      title,
      panels: panels
        .filter(({ lines }) => lines.length > 0)
        .map((panel) => ({ panel, lines: (found.lines.get(panel) ?? []).flatMap((line) => line.drawn()) })),
    }));
    const { board } = found;
    return {
      board,
      ...(found.service && { service: found.service }),
      rows: rows.filter(({ panels }) => panels.length > 0),
      until: this.collectedAt,
    };
  }
}

function keptOf(board: Board, service?: string): Kept {
  const lines = new Map(
    board.rows
      .flatMap(({ panels }) => panels)
      .map((panel) => [
        panel,
        panel.lines.map((line) => historyOf(service ? narrowed(line, { service }) : line)),
      ]),
  );
  return { board, ...(service && { service }), lines };
}
