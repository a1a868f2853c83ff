type UserAgent = [name: string, version?: string][];

/** What every client of the AWS SDK v3 has. */
interface AwsClient {
  middlewareStack: { add: (...args: never[]) => void; remove: (name: string) => boolean };
  config: { defaultUserAgentProvider: () => Promise<UserAgent> };
}

type Handler = (args: { request: { headers: Record<string, string> } }) => Promise<object>;
type AddMiddleware = (
  middleware: (next: Handler) => Handler,
  options: { step: "build"; priority: "low"; name: string },
) => void;

/**
 * Takes from a client's calls what costs each of them more than it is worth: what would be logged, which nobody logs
 * (input and output are gone through for it), and the making of the same `user-agent` again and again. What the SDK adds to
 * that of a single call, and what `AWS_SDK_UA_APP_ID` would, is not in it.
 */
export function leanCalls<Client extends AwsClient>(client: Client): Client {
  const { middlewareStack, config } = client;
  middlewareStack.remove("loggerMiddleware");
  middlewareStack.remove("getUserAgentMiddleware");
  let userAgent: string | undefined;
  const add = middlewareStack.add.bind(middlewareStack) as AddMiddleware;
  add(
    (next) => async (args) => {
      userAgent ??= textOf(await config.defaultUserAgentProvider());
      args.request.headers["user-agent"] = userAgent;
      return next(args);
    },
    { step: "build", priority: "low", name: "userAgent" },
  );
  return client;
}

/** `os/linux#6.18`: what stands before the version has a slash of its own, or gets one. */
const textOf = (pairs: UserAgent): string =>
  pairs
    .map(([name, version]) => (version ? `${name}${name.includes("/") ? "#" : "/"}${version}` : name))
    .join(" ");
