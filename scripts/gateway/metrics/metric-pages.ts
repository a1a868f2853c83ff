import type { IncomingMessage, ServerResponse } from "node:http";
import { dashboardPage, panelsOf } from "../dashboards/dashboard-page";
import { answerContent, answerNothingHere, answerPage } from "../pages/answer-page";
import type { SloHistory } from "../slos/slo-history";
import { objectivesNow, sloPage } from "../slos/slo-page";
import type { BoardHistory } from "./board-history";

export interface Histories {
  boards: BoardHistory;
  slos: SloHistory;
}

const contentType = "text/html; charset=utf-8";
const needs = "The history of metrics";

/** `/console/slos` and `/console/dashboards`, and the parts of them that look again by themselves. */
export function metricPages({ boards, slos }: Histories) {
  const board = (
    request: IncomingMessage,
    response: ServerResponse,
    [id, query]: [string, string],
    answer: (kept: NonNullable<ReturnType<BoardHistory["board"]>>) => void,
  ): void => {
    const service = new URLSearchParams(query).get("service") ?? undefined;
    const kept = boards.board(id, service);
    if (kept) answer(kept);
    else answerNothingHere(request, response);
  };
  return [
    {
      ...{ needs, pattern: /^\/console\/slos\/?$/ },
      serve: (request: IncomingMessage, response: ServerResponse) =>
        answerPage(request, response, sloPage(slos)),
    },
    {
      ...{ needs, pattern: /^\/console\/slos\/now$/ },
      serve: (request: IncomingMessage, response: ServerResponse) =>
        answerContent(request, response, { contentType, content: objectivesNow(slos).text }),
    },
    {
      ...{ needs, pattern: /^\/console\/dashboards\/?$/ },
      serve: (_request: IncomingMessage, response: ServerResponse) =>
        void response.writeHead(302, { Location: "/console/dashboards/shop" }).end(),
    },
    {
      ...{ needs, pattern: /^\/console\/dashboards\/([a-z-]{1,40})$/ },
      serve: (request: IncomingMessage, response: ServerResponse, id: string, query: string) =>
        board(request, response, [id, query], (kept) => answerPage(request, response, dashboardPage(kept))),
    },
    {
      ...{ needs, pattern: /^\/console\/dashboards\/([a-z-]{1,40})\/panels$/ },
      serve: (request: IncomingMessage, response: ServerResponse, id: string, query: string) =>
        board(request, response, [id, query], (kept) =>
          answerContent(request, response, { contentType, content: panelsOf(kept).text }),
        ),
    },
  ];
}
