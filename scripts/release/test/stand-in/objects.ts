import type { IncomingMessage, ServerResponse } from "node:http";

/** S3, as much of it as keeps records: whole objects by key, conditional writes, lists. */
export class Objects {
  readonly objects = new Map<string, Buffer>();

  answer(request: IncomingMessage, response: ServerResponse, url: URL, body: Buffer): void {
    const path = decodeURIComponent(url.pathname.slice(1));
    const end = (status: number, code: string) =>
      response
        .writeHead(status, { "content-type": "application/xml" })
        .end(code && `<Error><Code>${code}</Code></Error>`);
    if (url.searchParams.get("list-type") === "2") {
      this.#list(response, path, url.searchParams.get("prefix") ?? "");
      return;
    }
    switch (request.method) {
      case "GET": {
        const found = this.objects.get(path);
        if (!found) return void end(404, "NoSuchKey");
        return void response.writeHead(200).end(found);
      }
      case "PUT":
        if (request.headers["if-none-match"] === "*" && this.objects.has(path))
          return void end(412, "PreconditionFailed");
        this.objects.set(path, body);
        return void end(200, "");
      default:
        this.objects.delete(path);
        return void end(204, "");
    }
  }

  #list(response: ServerResponse, bucket: string, prefix: string): void {
    const start = `${bucket.replace(/\/$/, "")}/`;
    const keys = [...this.objects.keys()]
      .filter((path) => path.startsWith(start + prefix))
      .map((path) => path.slice(start.length));
    const contents = keys.sort().map((key) => `<Contents><Key>${key}</Key></Contents>`);
    response
      .writeHead(200, { "content-type": "application/xml" })
      .end(`<ListBucketResult><IsTruncated>false</IsTruncated>${contents.join("")}</ListBucketResult>`);
  }
}
