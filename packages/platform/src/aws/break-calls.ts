import { brokenDependency } from "../drills/broken-dependency";

interface AwsClient {
  middlewareStack: { add: (...args: never[]) => void };
}

type Handler = (args: object) => Promise<object>;
type Context = { clientName?: string };
type AddMiddleware = (
  middleware: (next: Handler, context: Context) => Handler,
  options: { step: "finalizeRequest"; priority: "low"; name: string; override: true },
) => void;

/** Has a drill break each try of a client of the AWS SDK v3; between drills it costs one read of memory. */
export function breakCallsOf<Client extends AwsClient>(client: Client): Client {
  const add = client.middlewareStack.add.bind(client.middlewareStack) as AddMiddleware;
  add(
    (next, { clientName = "" }) => {
      const name = clientName.replace(/(?:Document)?Client$/, "").toLowerCase();
      return (args) => brokenDependency(name) ?? next(args);
    },
    { step: "finalizeRequest", priority: "low", name: "breakCalls", override: true },
  );
  return client;
}
