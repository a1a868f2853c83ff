import { parseArgs } from "node:util";
import { documentClient } from "@shopeasy/platform/aws/clients";
import { readRecountConfig } from "./config";
import { totalsOf } from "./ratings/rating-rules";
import { type Difference, recountRatings } from "./ratings/recount-ratings";

const usage = `Counts all reviews anew, and compares that with the ratings that are shown.
  recount         tells of products whose ratings are wrong; then it ends with 1
  recount --fix   puts them right, and has catalog told`;

async function run(args: string[]): Promise<{ output: string; isRight: boolean }> {
  const fix = readFix(args);
  const config = readRecountConfig();
  const dynamo = documentClient({
    region: config.AWS_REGION,
    endpoint: config.AWS_ENDPOINT_URL_DYNAMODB,
  });
  const tables = { feedback: config.FEEDBACK_TABLE, outbox: config.FEEDBACK_OUTBOX_TABLE };
  try {
    const { products, differences } = await recountRatings(
      { dynamo, tables, clock: { now: () => new Date() } },
      { fix },
    );
    const wrong = differences.length === 0 ? "all are right" : `${differences.length} were wrong`;
    const done = fix && differences.length > 0 ? ", and are right now" : "";
    return {
      output: [...differences.map(told), `${products} products counted: ${wrong}${done}.`].join("\n"),
      isRight: fix || differences.length === 0,
    };
  } finally {
    dynamo.destroy();
  }
}

function readFix(args: string[]): boolean {
  try {
    return parseArgs({ args, options: { fix: { type: "boolean", default: false } } }).values.fix;
  } catch {
    throw new Error(usage);
  }
}

const told = ({ productId, stored, counted }: Difference) =>
  `${productId}  shown ${saying(totalsOf(stored))}, counted ${saying(totalsOf(counted))}`;

const saying = ({ ratingSum, ratingCount }: ReturnType<typeof totalsOf>) =>
  `${ratingSum} stars in ${ratingCount} reviews`;

run(process.argv.slice(2)).then(
  ({ output, isRight }) => {
    process.stdout.write(`${output}\n`);
    process.exitCode = isRight ? 0 : 1;
  },
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : error}\n`);
    process.exitCode = 1;
  },
);
