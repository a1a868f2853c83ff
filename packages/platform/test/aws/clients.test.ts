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

  it("address buckets by path only where something else plays AWS", async () => {
    const local = s3Client({ region: "eu-central-1", endpoint: "http://127.0.0.1:1" });
    const amazon = s3Client({ region: "eu-central-1" });

    expect([local.config.forcePathStyle, amazon.config.forcePathStyle]).toEqual([true, false]);
  });
});
