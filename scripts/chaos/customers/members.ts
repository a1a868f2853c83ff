import { ChaosError } from "../chaos-error";
import { isWorthAskingAgain } from "./ask-again";
import type { AskShop, ShopAnswer, ShopCall } from "./shop-calls";

/** Somebody with an account, who signs in again when her token has run out. */
export class Member {
  private token: string | undefined;

  constructor(
    private readonly ask: AskShop,
    private readonly email: string,
    private readonly password: string,
  ) {}

  /** Her access token; undefined while nobody can sign in. */
  async signedIn(): Promise<string | undefined> {
    if (this.token) return this.token;
    const credentials = { email: this.email, password: this.password };
    const { status, body } = await this.ask("POST", "/auth/login", { body: credentials });
    this.token = status === 200 ? body?.accessToken : undefined;
    return this.token;
  }

  /** Asks as her. */
  async send(...[method, path, call]: Parameters<AskShop>): Promise<ShopAnswer> {
    const token = await this.signedIn();
    if (!token) return { status: 503, code: "could-not-sign-in", body: null };
    const answer = await this.ask(method, path, { ...call, token } satisfies ShopCall);
    if (answer.status === 401) this.token = undefined;
    return answer;
  }
}

const password = "a long pass phrase for chaos";

/** Registers so many customers; each shops alone, since she has one cart. */
export async function registerMembers(ask: AskShop, count: number, seed: number): Promise<Member[]> {
  const members: Member[] = [];
  for (let number = 0; number < count; number += 1) {
    const email = `chaos-member-${seed}-${number}@example.test`;
    const answer = await ask("POST", "/auth/register", { body: { email, password, name: "Casey Chaos" } });
    if (answer.status !== 201 || isWorthAskingAgain(answer)) {
      throw new ChaosError(`A customer could not register: ${answer.status} ${answer.code ?? ""}`);
    }
    members.push(new Member(ask, email, password));
  }
  return members;
}

/** The member of staff who refunds. */
export const staffMember = (ask: AskShop) => new Member(ask, "staff@shopeasy.test", "shopeasy-demo-1");
