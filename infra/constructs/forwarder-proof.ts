import { DataResource, Fn } from "cdktf";
import { Construct } from "constructs";

/** The newest is sent, both are believed. To change it: [3, 2], and so on. */
const versions = [2, 1];

/**
 * A random word by which the firewall knows a request that CloudFront or API Gateway sent on, and believes what they say
 * of its caller's address. It opens nothing else: whoever has it can only lie about where he is. So it may lie in
 * Terraform's state, as it does in the distribution's settings.
 */
export class ForwarderProof extends Construct {
  /** Goes with this header. */
  static readonly header = "x-shop-proof";
  /** The caller's address, as CloudFront or API Gateway saw it, goes with this one. */
  static readonly callerHeader = "x-shop-caller";

  readonly sent: string;
  readonly believed: string[];

  constructor(scope: Construct, id: string) {
    super(scope, id);
    this.believed = versions.map((version) => this.#word(version));
    this.sent = this.believed[0] ?? "";
  }

  #word(version: number): string {
    const word = new DataResource(this, `word-${version}`, {
      input: { word: Fn.uuid() },
      lifecycle: { ignoreChanges: ["input"] },
    });
    return `\${${word.fqn}.output.word}`;
  }
}
