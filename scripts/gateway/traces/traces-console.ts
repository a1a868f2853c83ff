import type { IncomingMessage, ServerResponse } from "node:http";
import { dirname, join } from "node:path";
import { InvalidInput, NotFound } from "@shopeasy/platform/errors";
import type { GatewayConfig } from "../config";
import { answerJson, answerNothingHere, answerPage } from "../pages/answer-page";
import { answerProblem } from "../problems";
import { findMap, findTraces, getTrace } from "./find-traces";
import { mapPage } from "./map-page";
import { traceListPage } from "./trace-list-page";
import { tracePage } from "./trace-page";
import type { Problem } from "./trace-schemas";

type Config = Pick<GatewayConfig, "AWS_XRAY_DAEMON_ADDRESS" | "RUN_FILE">;

type Serve = (
  request: IncomingMessage,
  response: ServerResponse,
  found: string,
  query: string,
) => Promise<void>;

interface TracePage {
  pattern: RegExp;
  needs: string;
  serve: Serve;
}

/** The pages below `/console/traces`, and the same as data. The conditions of a search are checked where it is made. */
export function tracePages({ AWS_XRAY_DAEMON_ADDRESS: daemon, RUN_FILE }: Config): readonly TracePage[] {
  const needs = "The X-Ray listener";
  const logs = join(dirname(RUN_FILE), "logs");
  return [
    {
      needs,
      pattern: /^\/console\/traces\/?$/,
      serve: async (request, response, _found, text) => {
        const query = new URLSearchParams(text);
        const asked = await findTraces(daemon, query);
        answerPage(request, response, traceListPage(asked, query), statusOf(asked));
      },
    },
    {
      needs,
      pattern: /^\/console\/traces\.json$/,
      serve: async (request, response, _found, text) => {
        const { found, problems } = await findTraces(daemon, new URLSearchParams(text));
        if (problems) answerRefused(request, response, problems);
        else answerJson(request, response, found.traces);
      },
    },
    {
      needs,
      pattern: /^\/console\/traces\/map$/,
      serve: async (request, response, _found, text) => {
        const query = recent(text);
        const asked = await findMap(daemon, query);
        answerPage(request, response, mapPage(asked, query), statusOf(asked));
      },
    },
    {
      needs,
      pattern: /^\/console\/traces\/map\.json$/,
      serve: async (request, response, _found, text) => {
        const { found, problems } = await findMap(daemon, recent(text));
        if (problems) answerRefused(request, response, problems);
        else answerJson(request, response, found);
      },
    },
    {
      needs,
      pattern: /^\/console\/traces\/([\w-]{1,64})\.json$/,
      serve: async (request, response, id) => {
        const trace = await getTrace(daemon, id);
        if (trace) return answerJson(request, response, trace);
        const gone = new NotFound("not-found", "There is no such trace, or not any more.");
        answerProblem(request, response, gone);
      },
    },
    {
      needs,
      pattern: /^\/console\/traces\/([\w-]{1,64})$/,
      serve: async (request, response, id) => {
        const trace = await getTrace(daemon, id);
        if (trace) answerPage(request, response, tracePage(trace, logs));
        else answerNothingHere(request, response);
      },
    },
  ];
}

/** The map is of a time; without one, of the last quarter of an hour. */
function recent(text: string): URLSearchParams {
  const query = new URLSearchParams(text);
  if (!query.get("within") && !query.get("from")) query.set("within", "15m");
  return query;
}

const statusOf = ({ problems }: { problems?: readonly Problem[] }) => (problems ? { status: 400 } : {});

function answerRefused(
  request: IncomingMessage,
  response: ServerResponse,
  problems: readonly Problem[],
): void {
  const wrong = problems.map(({ parameter, message }) => ({ path: parameter, message }));
  answerProblem(request, response, new InvalidInput(wrong));
}
