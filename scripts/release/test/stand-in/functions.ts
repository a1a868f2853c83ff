import { createHash } from "node:crypto";
import { AwsError } from "./aws-error";

interface Version {
  version: string;
  description: string;
  code: string;
}

interface Function {
  code: string;
  looks: number;
  versions: Version[];
  live: string;
  bundle: Buffer;
}

const sha256 = (bytes: Buffer) => createHash("sha256").update(bytes).digest("base64");

/** Lambda as its API says it behaves: an update takes a while, versions do not change, aliases move. */
export class Functions {
  readonly functions = new Map<string, Function>();

  add(name: string): void {
    const version = { version: "1", description: "", code: "of Terraform" };
    this.functions.set(name, {
      code: "of Terraform",
      looks: 0,
      versions: [version],
      live: "1",
      bundle: Buffer.alloc(0),
    });
  }

  /** Has a version live, as a release long ago leaves it. */
  ran(name: string, description: string): void {
    const found = this.#find(name);
    found.live = String(found.versions.length + 1);
    found.versions.push({ version: found.live, description, code: `of ${description}` });
  }

  liveOf = (name: string): string => this.#find(name).live;

  /** What CodeDeploy does with an alias. */
  shifting(name: string, { Name, Alias, CurrentVersion, TargetVersion }: any) {
    const found = this.#find(name);
    const knows = found.versions.some(({ version }) => version === TargetVersion);
    if (Name !== name || Alias !== "live" || CurrentVersion !== found.live || !knows) {
      throw new AwsError("InvalidRevisionException");
    }
    return {
      apply: (percent: number) => {
        if (percent === 100) found.live = TargetVersion;
      },
      undo: () => {
        found.live = CurrentVersion;
      },
    };
  }

  /** Its HTTP: `GET /2015-03-31/functions/<name>/…` */
  answer(method: string, [name = "", what = "", which = ""]: string[], body: any): unknown {
    const found = this.#find(name);
    switch (`${method} ${what}`) {
      case "GET configuration":
        return { LastUpdateStatus: found.looks++ === 0 ? "InProgress" : "Successful" };
      case "PUT code": {
        found.bundle = Buffer.from(body.ZipFile, "base64");
        found.code = sha256(found.bundle);
        found.looks = 0;
        return { CodeSha256: found.code, LastUpdateStatus: "InProgress" };
      }
      case "POST versions":
        return this.#publish(found, body);
      case "GET versions":
        return {
          Versions: found.versions.map(({ version, description }) => ({
            Version: version,
            Description: description,
          })),
        };
      case "GET aliases":
        return { Name: which, FunctionVersion: found.live };
      case "PUT aliases":
        found.live = body.FunctionVersion;
        return { Name: which, FunctionVersion: found.live };
      default:
        throw new AwsError("UnknownOperation", `${method} ${what}`, 404);
    }
  }

  #publish(found: Function, { CodeSha256, Description }: any) {
    if (found.looks < 2) throw new AwsError("ResourceConflictException", "An update is in progress", 409);
    if (CodeSha256 !== found.code) throw new AwsError("InvalidParameterValueException");
    const newest = found.versions.at(-1);
    // What has not changed since the newest is not published again.
    if (newest?.code === found.code) return { Version: newest.version, Description: newest.description };
    const version = String(found.versions.length + 1);
    found.versions.push({ version, description: Description, code: found.code });
    return { Version: version, Description };
  }

  #find(name: string): Function {
    const found = this.functions.get(name);
    if (!found) throw new AwsError("ResourceNotFoundException", name, 404);
    return found;
  }
}
