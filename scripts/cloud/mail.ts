import { appendFileSync, existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import {
  createServer,
  type IncomingMessage,
  type RequestListener,
  type Server,
  type ServerResponse,
} from "node:http";
import { join } from "node:path";
import startSes from "aws-ses-v2-local";
import { type Email, getStoreReadonly } from "aws-ses-v2-local/dist/store";
import { closeServer, type EmulatedService, type ListenOptions, listenAt, loopback } from "./listen";
import type { SentMail } from "./mailbox-simulator";

/** A mail as the inbox shows it. */
export interface Mail {
  to: string[];
  subject: string;
  text: string;
  html: string;
  /** Those that its sender set. */
  headers?: { name: string; value: string }[];
  /** When it was sent, RFC 3339 in UTC. */
  at: string;
}

export interface MailService extends EmulatedService {
  /** Gives all mails as JSON, newest first. */
  inboxUrl: string;
}

export interface MailOptions extends ListenOptions {
  /** Memory, where none is given. */
  dataDir?: string | undefined;
  /** Told of each mail that was sent. */
  onSent?: (mail: SentMail) => void;
}

/** Older ones are forgotten. */
const inboxSize = 1000;

/** SES v2, which takes mails and delivers them to an inbox of its own instead of to people. */
export async function startMail({ dataDir, port, host, onSent }: MailOptions = {}): Promise<MailService> {
  const inbox = openInbox(dataDir);
  const ses = await sesListener();
  const server = createServer({ keepAliveTimeout: 65_000 }, (request, response) => {
    if (request.method === "GET" && request.url === "/mails") return sendJson(response, inbox.newestFirst());
    // Delivered before the sender hears of it: what SES has taken is in the inbox, also after a crash.
    before(response, () => {
      const sent = takeSent();
      inbox.deliver(sent);
      for (const { to } of sent) onSent?.({ to, tags: tagsOf(request) });
    });
    ses(request, response);
  });
  const listening = await listenAt(server, { port, host }, "SES");
  const endpoint = `http://${loopback}:${listening}`;
  return { endpoint, port: listening, inboxUrl: `${endpoint}/mails`, stop: () => closeServer(server) };
}

/** The package only gives a server that already listens; its request listener is all we want of it. */
async function sesListener(): Promise<RequestListener> {
  const server: Server = await startSes({ host: loopback, port: 0 });
  const [listener] = server.listeners("request") as RequestListener[];
  await closeServer(server);
  if (!listener) throw new Error("aws-ses-v2-local has no request listener");
  return listener;
}

/** The package reads the request's body, and does not keep the tags. */
const tagsOf = (request: IncomingMessage): SentMail["tags"] =>
  (request as { body?: { EmailTags?: SentMail["tags"] } }).body?.EmailTags ?? [];

function takeSent(): Mail[] {
  return getStoreReadonly().emails.splice(0).map(asMail);
}

function asMail({ destination, subject, body, headers = [], at }: Email): Mail {
  const to = [...destination.to, ...destination.cc, ...destination.bcc];
  const content = { text: body.text ?? "", html: body.html ?? "", ...(headers.length > 0 && { headers }) };
  return { to, subject, ...content, at: new Date(at * 1000).toISOString() };
}

function before(response: ServerResponse<IncomingMessage>, work: () => void): void {
  const end = response.end.bind(response);
  response.end = ((...parts: Parameters<typeof end>) => {
    work();
    return end(...parts);
  }) as typeof response.end;
}

function sendJson(response: ServerResponse<IncomingMessage>, body: unknown): void {
  response.writeHead(200, { "content-type": "application/json; charset=utf-8" }).end(JSON.stringify(body));
}

function openInbox(dataDir: string | undefined) {
  const file = dataDir ? join(dataDir, "mails.ndjson") : undefined;
  const mails = file ? readMails(file) : [];
  return {
    newestFirst: () => mails.toReversed(),
    deliver: (sent: Mail[]) => {
      if (sent.length === 0) return;
      if (file) appendFileSync(file, sent.map((mail) => `${JSON.stringify(mail)}\n`).join(""));
      mails.push(...sent);
      mails.splice(0, mails.length - inboxSize);
    },
  };
}

/** Reads what an earlier run left, and makes the file short again. A last line that was cut short is dropped. */
function readMails(file: string): Mail[] {
  mkdirSync(join(file, ".."), { recursive: true });
  if (!existsSync(file)) return [];
  const mails = readFileSync(file, "utf8").split("\n").flatMap(parseLine).slice(-inboxSize);
  writeFileSync(`${file}.new`, mails.map((mail) => `${JSON.stringify(mail)}\n`).join(""));
  renameSync(`${file}.new`, file);
  return mails;
}

function parseLine(line: string): Mail[] {
  try {
    return [JSON.parse(line) as Mail];
  } catch {
    return [];
  }
}
