import { deploy } from "../commands/deploy";
import { type Rehearsal, releasingOn } from "./releasing-on";
import { AwsStandIn } from "./stand-in/aws-stand-in";

export const [older, newer] = ["0123456789ab", "ba9876543210"] as const;
/** What is released with orders. */
export const lambdas = ["notifications"];

/** An account of its own for each test, with two versions of orders pushed, and somebody who releases them. */
export let aws: AwsStandIn;
export let on: Rehearsal;

beforeEach(async () => {
  aws = await new AwsStandIn().start();
  on = await releasingOn(aws);
  for (const version of [older, newer]) aws.pushed("orders", version, lambdas);
});
afterEach(async () => {
  on.close();
  await aws.stop();
});

/** What `deploy` is told. */
export const wanted = (version: string) => ({ version, strategy: undefined, endsWait: true });
export const release = (version: string, by: Rehearsal = on) => deploy(by, ["orders"], wanted(version));
export const ran = (version: string) => aws.ran("orders", version, lambdas);
export const live = () => aws.functions.liveOf("shopeasy-prod-notifications");
export const newest = async () => (await on.records.list({ service: "orders" }))[0];
