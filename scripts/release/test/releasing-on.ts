import { openClients } from "../aws/clients";
import { readEnvironmentNote } from "../aws/environment-note";
import { viewOn } from "../deployments/view";
import { Interruptions } from "../interruptions";
import { ReleaseRecords } from "../records/release-records";
import { s3Store } from "../records/s3-store";
import type { Releasing } from "../releasing";
import type { AwsStandIn } from "./stand-in/aws-stand-in";

/** By which the SDK finds an account of a stand-in, and signs to it. */
export const environmentOf = ({ url }: Pick<AwsStandIn, "url">) => ({
  AWS_ENDPOINT_URL: url,
  AWS_REGION: "eu-west-1",
  AWS_ACCESS_KEY_ID: "test",
  AWS_SECRET_ACCESS_KEY: "test",
});

export interface Rehearsal extends Releasing {
  /** What was said, line by line. */
  said: string[];
  close: () => void;
}

/** Somebody who releases to a stand-in, and waits for nothing. */
export async function releasingOn(aws: AwsStandIn, by = "ada"): Promise<Rehearsal> {
  Object.assign(process.env, environmentOf(aws));
  const clients = openClients({ endpoint: aws.url });
  const note = await readEnvironmentNote(clients.ssm, aws.environment);
  const said: string[] = [];
  const now = () => new Date();
  const interruptions = new Interruptions("leave");
  return {
    ...{ aws: clients, note, by, now, said, interruptions },
    records: new ReleaseRecords(s3Store(clients.s3, note.releasesBucket)),
    view: viewOn({ write: (text) => said.push(text.slice(10).trimEnd()) }, now),
    pause: async () => {},
    close() {
      interruptions.close();
      clients.close();
    },
  };
}
