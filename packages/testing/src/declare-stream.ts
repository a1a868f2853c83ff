import {
  CreateStreamCommand,
  DescribeStreamSummaryCommand,
  type KinesisClient,
  ResourceInUseException,
} from "@aws-sdk/client-kinesis";
import { eventually } from "./eventually";

/** Makes an on-demand stream, where there is none of the name, and waits until it can be used. */
export async function declareStream(kinesis: KinesisClient, name: string): Promise<void> {
  const stream = new CreateStreamCommand({
    StreamName: name,
    StreamModeDetails: { StreamMode: "ON_DEMAND" },
  });
  await kinesis.send(stream).catch((error: unknown) => {
    if (!(error instanceof ResourceInUseException)) throw error;
  });
  await eventually(async () => {
    const { StreamDescriptionSummary } = await kinesis.send(
      new DescribeStreamSummaryCommand({ StreamName: name }),
    );
    if (StreamDescriptionSummary?.StreamStatus !== "ACTIVE") throw new Error(`Stream ${name} is not active`);
  });
}
