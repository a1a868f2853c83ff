import { SQSClient } from "@aws-sdk/client-sqs";
import postgres from "postgres";
import { localAccount } from "../../cloud/local-account";
import type { LocalShop } from "../../shop/local-shop";
import { databases } from "../../shop/process-plans";
import { settleEvents } from "./events-behind";
import { countedStatements, countFromHere, type Statements } from "./statements";

/** What a load on the whole shop left to do, and what it came to. */
export interface Aftermath extends Statements {
  /** From the load's end until the last of its events had taken effect, in seconds. */
  behindSeconds: number;
}

/** Looks at a shop from outside while it is under load as a whole. */
export interface WholeShop {
  /** Begins to count. */
  begin(): Promise<void>;
  /** Waits until the shop is at rest, and gives what was counted. */
  settle(): Promise<Aftermath>;
  stop(): Promise<void>;
}

/** Connects to a shop's databases and queues as its superuser. */
export function watchWholeShop(run: LocalShop): WholeShop {
  const connect = (database: string) => {
    const url = new URL(run.endpoints.postgres ?? "");
    url.pathname = `/${database}`;
    return postgres(url.href, { max: 1, onnotice: () => {} });
  };
  const statements = connect("postgres");
  const outboxes = databases.map(connect);
  const sqs = new SQSClient({
    endpoint: run.endpoints.sqs ?? "",
    region: localAccount.AWS_REGION,
    credentials: {
      accessKeyId: localAccount.AWS_ACCESS_KEY_ID,
      secretAccessKey: localAccount.AWS_SECRET_ACCESS_KEY,
    },
  });
  return {
    begin: () => countFromHere(statements),
    async settle() {
      const behindSeconds = await settleEvents({ run, sqs, outboxes });
      return { behindSeconds, ...(await countedStatements(statements)) };
    },
    async stop() {
      sqs.destroy();
      await Promise.all([statements, ...outboxes].map((sql) => sql.end({ timeout: 1 })));
    },
  };
}
