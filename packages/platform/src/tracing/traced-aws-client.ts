import type Subsegment from "aws-xray-sdk-core/dist/lib/segments/attributes/subsegment";
import { calledUpon, consumed } from "./aws-call-facts";
import { recordingPosition, runAt, type SurroundingTrace } from "./position";

/** What every client of the AWS SDK v3 has. */
export interface AwsClient {
  middlewareStack: { add: (...args: never[]) => void };
  config: object;
}

type Handler = (args: CallArguments) => Promise<CallResult>;

interface CallArguments {
  input: Readonly<Record<string, unknown>>;
  request?: { headers?: Record<string, string> };
}

interface CallResult {
  output?: { $metadata?: CallMetadata; ConsumedCapacity?: unknown };
}

interface CallMetadata {
  httpStatusCode?: number;
  requestId?: string;
  attempts?: number;
}

interface CallContext {
  clientName?: string;
  commandName?: string;
}

type AddMiddleware = (
  middleware: (next: Handler, context: CallContext) => Handler,
  options: { step: "build"; name: string; override: true },
) => void;

/** See `captureAwsClient`. */
export function recordCallsOf<C extends AwsClient>(client: C): C {
  const add = client.middlewareStack.add.bind(client.middlewareStack) as AddMiddleware;

  add(
    (next, context) => (args) => {
      const here = recordingPosition();
      const node = here?.trace.open(here.node, serviceName(context));
      return here && node
        ? recordCall(
            here.trace,
            node,
            client,
            context,
            () => {
              if (args.request?.headers) {
                args.request.headers["X-Amzn-Trace-Id"] = here.trace.headerFrom(node);
              }
              return next(args);
            },
            args.input,
          )
        : next(args);
    },
    { step: "build", name: "traceCalls", override: true },
  );
  return client;
}

async function recordCall(
  trace: SurroundingTrace,
  node: Subsegment,
  client: AwsClient,
  context: CallContext,
  call: () => Promise<CallResult>,
  input: CallArguments["input"],
): Promise<CallResult> {
  node.namespace = "aws";
  const aws = {
    operation: operationName(context),
    region: await regionOf(client),
    ...calledUpon(input),
  };
  const tell = ({ httpStatusCode, requestId, attempts = 1 }: CallMetadata = {}, output: object = {}) => {
    const retries = attempts - 1;
    node.addAttribute("aws", { ...aws, ...consumed(output), request_id: requestId, retries });
    if (retries > 0) {
      node.addAnnotation("retries", retries);
    }
    if (httpStatusCode !== undefined) {
      node.addAttribute("http", { response: { status: httpStatusCode } });
    }
  };

  try {
    const result = await runAt({ trace, node }, call);
    tell(result.output?.$metadata, result.output);
    trace.closeSubsegment(node);
    return result;
  } catch (error) {
    tell(Object(error).$metadata);
    trace.closeSubsegment(node, error);
    throw error;
  }
}

function serviceName({ clientName = "AWS" }: CallContext): string {
  return clientName.replace(/(?:Document)?Client$/, "");
}

function operationName({ commandName = "" }: CallContext): string {
  return commandName.replace(/Command$/, "");
}

async function regionOf({ config }: AwsClient): Promise<unknown> {
  const { region } = config as { region?: unknown };
  return typeof region === "function" ? await region() : region;
}
