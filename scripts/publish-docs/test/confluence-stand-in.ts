import {
  type HeardRequest,
  type StandIn,
  type StandInAnswer,
  startStandIn,
} from "../../pipeline/test/stand-in";
import { notWellFormed } from "./well-formed";

export interface StoodPage {
  id: string;
  title: string;
  parentId: string | null;
  number: number;
  body: string;
  status: "current" | "trashed";
  properties: { id: string; key: string; value: unknown; number: number }[];
  attachments: Map<string, { content: Buffer; number: number }>;
}

const spaceId = "65537";
export const parentId = "100";
const user = "jenkins@shopeasy.example";
export const token = "atlassian-token";

/** However many are asked for: so that lists have several pages. */
const mostInList = 7;

/** Confluence Cloud, as far as publishing asks it: with its versions, its refusals, and what it does to what it stores. */
export class ConfluenceStandIn {
  readonly pages = new Map<string, StoodPage>();
  /** Answers in place of Confluence, where it gives something. */
  trouble: (request: HeardRequest) => StandInAnswer | undefined | Promise<StandInAnswer | undefined> = () =>
    undefined;
  /** Is called after a write was done, before it is answered. */
  afterWrite: (request: HeardRequest) => void = () => {};
  #standIn!: StandIn;
  #nextId = 1000;

  async start(): Promise<this> {
    this.#standIn = await startStandIn(async (request) => {
      const trouble = await this.trouble(request);
      if (trouble) return trouble;
      const answer = this.#answer(request);
      if (request.method !== "GET" && answer.status < 300) this.afterWrite(request);
      return answer;
    });
    this.add({ id: parentId, title: "Handbook", parentId: null });
    return this;
  }

  close = () => this.#standIn.close();

  get environment() {
    return {
      CONFLUENCE_URL: this.#standIn.url,
      CONFLUENCE_USER: user,
      CONFLUENCE_TOKEN: token,
      CONFLUENCE_PARENT_ID: parentId,
    };
  }

  /** What was asked that changes something, since this was last asked. */
  takeWrites(): string[] {
    const heard = this.#standIn.heard.splice(0);
    return heard.filter(({ method }) => method !== "GET").map(({ method, path }) => `${method} ${path}`);
  }

  /** A page as a person makes it. */
  add(page: Partial<StoodPage> & { title: string }): StoodPage {
    const id = page.id ?? String(this.#nextId++);
    const added: StoodPage = {
      ...{ id, parentId, number: 1, body: "<p>By hand</p>", status: "current" },
      ...{ properties: [], attachments: new Map() },
      ...page,
    };
    this.pages.set(id, added);
    return added;
  }

  titled(title: string): StoodPage | undefined {
    return [...this.pages.values()].find((page) => page.status === "current" && page.title === title);
  }

  #answer(request: HeardRequest): StandInAnswer {
    const { method, headers, body } = request;
    const credentials = Buffer.from(`${user}:${token}`).toString("base64");
    if (headers.authorization !== `Basic ${credentials}`) return problem(401, "Unauthorized");
    const url = new URL(request.path, "http://confluence");
    const [, id = "", rest = ""] = /^\/wiki\/api\/v2\/pages\/(\d+)(.*)$/.exec(url.pathname) ?? [];
    const json = () => JSON.parse(body.toString());
    if (url.pathname === `/wiki/api/v2/spaces/${spaceId}/pages`) return this.#list(url.searchParams);
    if (url.pathname === "/wiki/api/v2/pages" && method === "POST") return this.#create(json());
    const attached = /^\/wiki\/rest\/api\/content\/(\d+)\/child\/attachment$/.exec(url.pathname);
    if (attached && method === "PUT") return this.#attach(this.pages.get(attached[1]!), request);
    const page = this.pages.get(id);
    if (page?.status !== "current") return problem(404, "Not found");
    if (rest.startsWith("/properties")) return this.#property(page, rest, url, method, json);
    if (method === "GET") return { status: 200, body: shown(page, false) };
    if (method === "PUT") return this.#update(page, json());
    page.status = "trashed";
    // What was below it moves up.
    for (const child of this.pages.values()) if (child.parentId === id) child.parentId = page.parentId;
    return { status: 204 };
  }

  #list(query: URLSearchParams): StandInAnswer {
    const title = query.get("title");
    const found = [...this.pages.values()].filter(
      (page) => page.status === "current" && (title === null || same(page.title, title)),
    );
    const start = Number(query.get("cursor") ?? "0");
    const end = start + Math.min(mostInList, Number(query.get("limit") ?? "25"));
    const next = new URLSearchParams(query);
    next.set("cursor", String(end));
    const results = found
      .slice(start, end)
      .map((page) => shown(page, query.get("body-format") === "storage"));
    const _links = found.length > end ? { next: `/wiki/api/v2/spaces/${spaceId}/pages?${next}` } : {};
    return { status: 200, body: { results, _links } };
  }

  #create({ spaceId: space, title, parentId: above, body }: Written): StandInAnswer {
    const refusal = this.#refusal(undefined, title, body.value);
    if (refusal || space !== spaceId) return refusal ?? problem(404, "No such space");
    if (this.pages.get(above)?.status !== "current") return problem(404, "No such parent");
    return {
      status: 200,
      body: shown(this.add({ title, parentId: above, body: stored(body.value) }), false),
    };
  }

  #update(page: StoodPage, { title, parentId: above, body, version }: Written): StandInAnswer {
    if (version?.number !== page.number + 1)
      return problem(409, `Version must be incremented from ${page.number}`);
    const refusal = this.#refusal(page, title, body.value);
    if (refusal) return refusal;
    Object.assign(page, { title, parentId: above, body: stored(body.value), number: version.number });
    return { status: 200, body: shown(page, false) };
  }

  #refusal(page: StoodPage | undefined, title: string, value: string): StandInAnswer | undefined {
    const holder = [...this.pages.values()].find((one) => one.status === "current" && same(one.title, title));
    if (holder && holder !== page)
      return problem(400, "A page already exists with the same TITLE in this space");
    const fault = notWellFormed(value);
    return fault === undefined ? undefined : problem(400, `Error parsing xhtml: ${fault}`);
  }

  #property(page: StoodPage, rest: string, url: URL, method: string, json: () => any): StandInAnswer {
    const shownProperty = ({ number, ...property }: StoodPage["properties"][number]) => ({
      ...property,
      version: { number },
    });
    if (method === "GET") {
      const found = page.properties.filter(({ key }) => key === url.searchParams.get("key"));
      return { status: 200, body: { results: found.map(shownProperty), _links: {} } };
    }
    const { key, value, version } = json();
    const there = page.properties.find((property) => property.key === key);
    if (method === "POST") {
      if (there) return problem(409, "A property with this key exists");
      const property = { id: String(this.#nextId++), key, value, number: 1 };
      page.properties.push(property);
      return { status: 200, body: shownProperty(property) };
    }
    if (!there || rest !== `/properties/${there.id}`) return problem(404, "No such property");
    if (version.number !== there.number + 1) return problem(409, "Version conflict");
    Object.assign(there, { value, number: version.number });
    return { status: 200, body: shownProperty(there) };
  }

  #attach(page: StoodPage | undefined, { headers, body }: HeardRequest): StandInAnswer {
    if (headers["x-atlassian-token"] !== "nocheck") return problem(403, "XSRF check failed");
    const boundary = /^multipart\/form-data; boundary=(.+)$/.exec(headers["content-type"] ?? "")?.[1];
    const parts = body.toString("latin1").split(`--${boundary}`);
    const file = parts
      .map((part) => /name="file"; filename="([^"]+)"[\s\S]*?\r\n\r\n([\s\S]*)\r\n$/.exec(part))
      .find(Boolean);
    if (!page || !boundary || !file) return problem(400, "No file");
    const [, name = "", content = ""] = file;
    const number = (page.attachments.get(name)?.number ?? 0) + 1;
    page.attachments.set(name, { content: Buffer.from(content, "latin1"), number });
    return { status: 200, body: { results: [] } };
  }
}

interface Written {
  spaceId?: string;
  title: string;
  parentId: string;
  body: { representation: "storage"; value: string };
  version?: { number: number };
}

const same = (one: string, other: string) => one.toLowerCase() === other.toLowerCase();

/** Confluence gives macros ids of its own: what is read is never what was written. */
const stored = (value: string) =>
  value.replaceAll("<ac:structured-macro ", '<ac:structured-macro ac:schema-version="1" ac:macro-id="1a2b" ');

const problem = (status: number, title: string): StandInAnswer => ({
  status,
  body: { errors: [{ status, code: "REFUSED", title }] },
});

const shown = ({ id, title, parentId: above, number, body, status }: StoodPage, withBody: boolean) => ({
  ...{ id, title, status, spaceId, parentId: above, version: { number } },
  ...(withBody && { body: { storage: { representation: "storage", value: body } } }),
});
