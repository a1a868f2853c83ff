import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import express, { type ErrorRequestHandler } from "express";
import { ZodError, z } from "zod";
import { stripeApi } from "./api";
import { Books } from "./books";
import { standInConsole } from "./console";
import { Faults } from "./faults";
import { errorBody, Refusal } from "./refusal";
import { Webhooks } from "./webhooks";

export type PaymentsOptions = {
  /** Where the books are kept; in memory when there is none. */
  dataDir?: string;
  /** A free one when there is none. */
  port?: number;
  /** Loopback, where there is none. */
  host?: string;
  /** Where signed events go; `PUT /_stand-in/webhook` changes it. */
  webhookUrl?: string | undefined;
  /** Of these types; all where none are named. */
  webhookEvents?: readonly string[] | undefined;
  webhookSecret: string;
};

export type Payments = { url: string; port: number; stop(): Promise<void> };

/**
 * Starts the payment gateway's stand-in on loopback: Stripe's API under `/v1`, its own page and controls under
 * `/_stand-in`. What it has acknowledged is in `dataDir`, also after a `kill -9`.
 */
export async function startPayments(options: PaymentsOptions): Promise<Payments> {
  const books = Books.open(options.dataDir);
  const faults = new Faults();
  const { webhookSecret, webhookUrl, webhookEvents } = options;
  const webhooks = new Webhooks(books, faults, webhookSecret, webhookUrl, webhookEvents);
  let reopening: NodeJS.Timeout | undefined;

  const app = express();
  app.disable("x-powered-by");
  app.disable("etag");
  app.set("query parser", "extended");
  app.use(stripeApi({ books, faults, webhooks }));
  app.use(standInConsole({ books, faults, webhooks, refuseConnections }));
  app.use(asStripeError);

  // Longer than any client keeps an idle connection, so that it is never this end that closes one in use.
  const server = createServer({ keepAliveTimeout: 120_000 }, app);
  const { host = "127.0.0.1" } = options;
  const port = await listen(server, options.port ?? 0, host);

  function refuseConnections(ms: number): void {
    server.close();
    server.closeAllConnections();
    clearTimeout(reopening);
    reopening = setTimeout(() => server.listen(port, host), ms);
  }

  return {
    url: `http://127.0.0.1:${port}`,
    port,
    async stop() {
      clearTimeout(reopening);
      webhooks.stop();
      const closed = server.listening ? once(server, "close") : undefined;
      server.close();
      server.closeAllConnections();
      await closed;
      books.close();
    },
  };
}

async function listen(server: Server, port: number, host: string): Promise<number> {
  server.listen(port, host);
  await once(server, "listening");
  return (server.address() as AddressInfo).port;
}

const asStripeError: ErrorRequestHandler = (error, _request, response, _next) => {
  if (error instanceof Refusal) return void response.status(error.status).json(errorBody(error.fields));
  if (error instanceof ZodError) {
    const fields = { type: "invalid_request_error", message: z.prettifyError(error) };
    return void response.status(400).json(errorBody(fields));
  }
  response
    .status(500)
    .json(errorBody({ type: "api_error", message: "The stand-in is broken; its log says how." }));
  console.error(error);
};
