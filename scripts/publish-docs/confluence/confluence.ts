import { z } from "zod";
import { ApiError } from "../../pipeline/api-error";
import { type ApiRequest, callApi } from "../../pipeline/call-api";
import type { ConfluenceConfig } from "../config";
import { PublishError } from "../publish-error";
import { type Mark, markKey, markSchema } from "./mark";

const pageSchema = z.object({
  id: z.string(),
  title: z.string(),
  parentId: z.string().nullish(),
  version: z.object({ number: z.number() }),
  body: z.object({ storage: z.object({ value: z.string() }).optional() }).optional(),
});
const listSchema = <Item extends z.ZodType>(item: Item) =>
  z.object({ results: z.array(item), _links: z.object({ next: z.string().optional() }).default({}) });
const propertySchema = z.object({
  id: z.string(),
  value: z.unknown(),
  version: z.object({ number: z.number() }),
});

export type WikiPage = z.infer<typeof pageSchema>;

/** A page's property as it is stored; its value is null where it is none of ours. */
export interface StoredMark {
  id: string;
  number: number;
  mark: Mark | null;
}

export interface PageContent {
  title: string;
  parentId: string;
  body: string;
}

/** The calls of Confluence Cloud's REST API that publishing needs: version 2, but for attachments, which only 1 takes. */
export class Confluence {
  readonly #site: string;
  readonly #authorization: string;
  readonly #secrets: string[];

  constructor({ CONFLUENCE_URL, CONFLUENCE_USER, CONFLUENCE_TOKEN }: ConfluenceConfig) {
    const credentials = Buffer.from(`${CONFLUENCE_USER}:${CONFLUENCE_TOKEN}`).toString("base64");
    this.#site = CONFLUENCE_URL;
    this.#authorization = `Basic ${credentials}`;
    this.#secrets = [CONFLUENCE_TOKEN, credentials];
  }

  /** @throws PublishError where nobody may see such a page */
  async spaceOf(pageId: string): Promise<string> {
    try {
      const answer = await this.#call("The parent page", "GET", `/wiki/api/v2/pages/${pageId}`);
      return z.object({ spaceId: z.string() }).parse(answer).spaceId;
    } catch (error) {
      if (!(error instanceof ApiError) || error.status !== 404) throw error;
      throw new PublishError(
        `There is no page ${pageId} that CONFLUENCE_USER may see: CONFLUENCE_PARENT_ID.`,
      );
    }
  }

  /** All pages of a space that are not in its archive or trash; without their bodies. */
  pagesOf(spaceId: string): Promise<WikiPage[]> {
    return this.#listed(
      "The space's pages",
      `/wiki/api/v2/spaces/${spaceId}/pages?status=current&limit=250`,
      pageSchema,
    );
  }

  async page(id: string): Promise<WikiPage> {
    return pageSchema.parse(await this.#call("The page", "GET", `/wiki/api/v2/pages/${id}`));
  }

  /** With its body. */
  async pageTitled(spaceId: string, title: string): Promise<WikiPage | undefined> {
    const query = new URLSearchParams({ title, status: "current", "body-format": "storage" });
    const found = await this.#listed("A page", `/wiki/api/v2/spaces/${spaceId}/pages?${query}`, pageSchema);
    return found[0];
  }

  /** @throws ApiError 400 where the space has a page of that title */
  async create(spaceId: string, content: PageContent): Promise<WikiPage> {
    const body = { spaceId, status: "current", ...written(content) };
    return pageSchema.parse(await this.#call("The new page", "POST", "/wiki/api/v2/pages", body));
  }

  /** @throws ApiError 409 where the page is no longer of the version before `number`; 400 where the title is taken */
  async update(id: string, content: PageContent, number: number, message: string): Promise<void> {
    const body = { id, status: "current", ...written(content), version: { number, message } };
    await this.#call("The page", "PUT", `/wiki/api/v2/pages/${id}`, body);
  }

  /** To the space's trash, from where it can be had back. */
  async trash(id: string): Promise<void> {
    await this.#call("The page", "DELETE", `/wiki/api/v2/pages/${id}`);
  }

  async markOf(pageId: string): Promise<StoredMark | null> {
    const path = `/wiki/api/v2/pages/${pageId}/properties?key=${markKey}`;
    const [property] = await this.#listed("The page's property", path, propertySchema);
    if (!property) return null;
    const { id, value, version } = property;
    return { id, number: version.number, mark: markSchema.safeParse(value).data ?? null };
  }

  /** Makes the property, or changes it from what was read. @throws ApiError 409 where somebody else did so meanwhile */
  async setMark(pageId: string, read: StoredMark | null, value: Mark): Promise<void> {
    const path = `/wiki/api/v2/pages/${pageId}/properties`;
    if (read === null) {
      await this.#call("The page's property", "POST", path, { key: markKey, value });
    } else {
      const version = { number: read.number + 1 };
      await this.#call("The page's property", "PUT", `${path}/${read.id}`, { key: markKey, value, version });
    }
  }

  /** Puts a file to a page, in place of one of the same name. */
  async attach(pageId: string, name: string, content: Uint8Array<ArrayBuffer>): Promise<void> {
    const form = new FormData();
    form.append("file", new Blob([content], { type: mediaTypes[name.split(".").at(-1) ?? ""] }), name);
    form.append("minorEdit", "true");
    await this.#call(`The picture ${name}`, "PUT", `/wiki/rest/api/content/${pageId}/child/attachment`, form);
  }

  async #listed<Item>(what: string, path: string, item: z.ZodType<Item>): Promise<Item[]> {
    const items: Item[] = [];
    for (let next: string | undefined = path; next !== undefined; ) {
      const page: { results: Item[]; _links: { next?: string | undefined } } = listSchema(item).parse(
        await this.#call(what, "GET", next),
      );
      items.push(...page.results);
      next = page._links.next;
    }
    return items;
  }

  async #call(what: string, method: ApiRequest["method"], path: string, body?: unknown): Promise<unknown> {
    const answer = await callApi({
      what: `${what} in Confluence`,
      method,
      url: this.#site + path,
      // Without the second one it takes no forms.
      headers: { authorization: this.#authorization, "x-atlassian-token": "nocheck" },
      secrets: this.#secrets,
      // What is done twice is refused the second time: by the version, or by the title.
      isRepeatable: true,
      ...(body !== undefined && { body }),
    });
    return answer.body;
  }
}

const mediaTypes: Readonly<Record<string, string>> = {
  svg: "image/svg+xml",
  png: "image/png",
  jpg: "image/jpeg",
};

const written = ({ title, parentId, body }: PageContent) => ({
  title,
  parentId,
  body: { representation: "storage", value: body },
});
