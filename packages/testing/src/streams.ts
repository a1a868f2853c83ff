import { KinesisClient } from "@aws-sdk/client-kinesis";
import { inventoryStream } from "@shopeasy/contracts/resources";
import { clientConfig, uniqueName } from "./cloud";
import { declareStream } from "./declare-stream";

export interface FreshStream {
  name: string;
  /** Names the stream to a service. */
  environment: Record<string, string>;
}

/** An empty stream like the shop's inventory stream, for one test file. */
export async function freshStream(): Promise<FreshStream> {
  const name = uniqueName(inventoryStream);
  const client = new KinesisClient(clientConfig("kinesis"));
  try {
    await declareStream(client, name);
  } finally {
    client.destroy();
  }
  return { name, environment: { INVENTORY_STREAM: name } };
}
