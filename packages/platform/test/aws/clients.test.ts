import { once } from "node:events";
import { createServer, type IncomingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";
import { GetCommand, PutCommand } from "@aws-sdk/lib-dynamodb";
import { documentClient, s3Client } from "@shopeasy/platform/aws/clients";
import { clientConfig } from "@shopeasy/testing/cloud";
import { freshTable } from "@shopeasy/testing/tables";

describe("the AWS clients", () => {
  it("leave members that are undefined out of an item", async () => {
    const client = documentClient(clientConfig("dynamodb"));
    const { name } = await freshTable("notifications");

    await client.send(new PutCommand({ TableName: name, Item: { pk: "a", note: undefined, tags: ["x"] } }));

    const { Item } = await client.send(new GetCommand({ TableName: name, Key: { pk: "a" } }));
    expect(Item).toEqual({ pk: "a", tags: ["x"] });
    client.destroy();
  });

  it("tell that DynamoDB does not answer by the error that becomes a 503", async () => {
    const client = documentClient({ ...clientConfig("dynamodb"), endpoint: "http://127.0.0.1:1" });

    const asked = client.send(new GetCommand({ TableName: "any", Key: { pk: "a" } }));

    await expect(asked).rejects.toMatchObject({ status: 503, code: "upstream-unavailable" });
    client.destroy();
  });

  it("leave the caller's own faults as they are", async () => {
    const client = documentClient(clientConfig("dynamodb"));

    const asked = client.send(new GetCommand({ TableName: "no-such-table", Key: { pk: "a" } }));

    await expect(asked).rejects.toMatchObject({ name: "ResourceNotFoundException" });
    client.destroy();
  });

  it("tell who calls, though the SDK makes that text no more", async () => {
    const heard: IncomingHttpHeaders[] = [];
    const server = createServer(({ headers }, response) => {
      heard.push(headers);
      response.end("{}");
    }).listen(0, "127.0.0.1");
    await once(server, "listening");
    const { port } = server.address() as AddressInfo;
    const client = documentClient({ ...clientConfig("dynamodb"), endpoint: `http://127.0.0.1:${port}` });

    await client.send(new GetCommand({ TableName: "any", Key: { pk: "a" } }));
    await client.send(new GetCommand({ TableName: "any", Key: { pk: "b" } }));

    const told = heard.map((headers) => headers["user-agent"]);
    expect(told[0]).toMatch(/^aws-sdk-js\/3\.\d+\.\d+ .*\bos\/\S+#\S+ .*\bapi\/dynamodb#3\.\d+\.\d+/i);
    expect(told[1]).toBe(told[0]);
    client.destroy();
    server.close();
  });

  it("address buckets by path only where something else plays AWS", async () => {
    const local = s3Client({ region: "eu-central-1", endpoint: "http://127.0.0.1:1" });
    const amazon = s3Client({ region: "eu-central-1" });

    expect([local.config.forcePathStyle, amazon.config.forcePathStyle]).toEqual([true, false]);
  });
});
