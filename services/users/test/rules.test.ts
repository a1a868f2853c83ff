import fc from "fast-check";
import { PasswordHasher, presentCost } from "../src/passwords/password-hasher";
import { faultOfPassword, normalisePassword } from "../src/passwords/password-rules";
import { isPersonalPassword, refusePersonalPassword } from "../src/passwords/personal-password-rules";
import { failureWindowMs, lockedUntil } from "../src/sessions/failure-rules";
import { judgeToken } from "../src/sessions/session-rules";

describe("a password", () => {
  it.each([
    ["of 12 characters", "k7#Wq-9xZ!mB"],
    ["of 128 characters", "xK".repeat(64)],
    ["of 12 characters that take 24 code units", "🦊🐢🦉🐝🐙🦔🐿🦩🦚🐌🦋🐞"],
    ["of the demo accounts", "shopeasy-demo-1"],
    ["of words", "violet harbour 47 lanterns"],
  ])("%s can be chosen", (_what, password) => {
    expect(faultOfPassword(password)).toBeUndefined();
  });

  it.each([
    ["is too short", "k7#Wq-9xZ!m", /at least 12/],
    ["is too short once its characters are composed", "e\u0301".repeat(11), /at least 12/],
    ["is too long", `${"xK".repeat(64)}y`, /at most 128/],
    ["is a common word with digits", "Password1234", /guessed first/],
    ["is a common word twice", "welcomewelcome", /guessed first/],
    ["counts", "123456789012", /guessed first/],
    ["walks along the keyboard", "qwertyuiopas", /guessed first/],
    ["zigzags over the keyboard", "1q2w3e4r5t6y", /guessed first/],
    ["is among the 10,000 commonest", "1qaz2wsx3edc", /guessed first/],
    ["is a common one of 12 characters beyond those", "professional", /guessed first/],
    ["is one of the 10,000 commonest with digits", "Dragon-12345678", /guessed first/],
    ["is one of them twice", "baseballBaseball", /guessed first/],
    ["is one of them in look-alikes", "p@55w0rd!!2026", /guessed first/],
    ["is a common one in wide letters", "ＰＡＳＳＷＯＲＤ１２３４", /guessed first/],
    ["is the shop's name", "ShopEasy--2026!", /guessed first/],
    ["is nothing but blanks", " ".repeat(14), /guessed first/],
    ["is one digit", "0".repeat(14), /guessed first/],
    ["is one letter", "a".repeat(14), /guessed first/],
    ["is one character beyond the basic ones", "🦊".repeat(12), /guessed first/],
  ])("that %s can not be chosen", (_what, password, fault) => {
    expect(faultOfPassword(password)).toMatch(fault);
  });

  it.each([
    ["the e-mail address", "Ada.Lovelace@example.com"],
    ["its first part, with digits", "ada.lovelace1815"],
    ["the name", "Ada Lovelace"],
    ["the name, last part first", "lovelace ada!"],
    ["a part of the name, twice", "lovelacelovelace"],
    ["the name in wide letters", "ＡＤＡＬＯＶＥＬＡＣＥ"],
  ])("that is %s can not be chosen by its owner", (_what, password) => {
    const ada = { email: "ada.lovelace@example.com", name: "Ada Lovelace" };

    expect(() => refusePersonalPassword(password, ada, "newPassword")).toThrow(/invalid-request/);
    expect(isPersonalPassword(password, { email: "g.hopper@example.com", name: "Grace Hopper" })).toBe(false);
  });

  it("may contain its owner's name among other words", () => {
    const ada = { email: "ada@example.com", name: "Ada Lovelace" };

    expect(isPersonalPassword("ada likes violet harbours", ada)).toBe(false);
    expect(isPersonalPassword("shopeasy-demo-1", { email: "customer@shopeasy.test", name: "Casey" })).toBe(
      false,
    );
  });

  it("is judged alike however its characters are encoded", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme", maxLength: 150 }), (password) => {
        expect(faultOfPassword(password.normalize("NFD"))).toBe(faultOfPassword(password.normalize("NFC")));
        expect(normalisePassword(normalisePassword(password))).toBe(normalisePassword(password));
      }),
    );
  });

  it("costs tens of milliseconds to try, by argon2id", async () => {
    const passwords = new PasswordHasher({ atOnce: 1, waiting: 1 });

    const hash = await passwords.hash("violet harbour 47 lanterns");

    const { memoryCost, timeCost } = presentCost;
    expect(hash).toMatch(`$argon2id$v=19$m=${memoryCost},t=${timeCost},p=1$`);
    expect(await passwords.verify("violet harbour 47 lanterns", hash)).toBe(true);
    expect(await passwords.verify("violet harbour 47 lantern", hash)).toBe(false);
    expect(await passwords.verify("violet harbour 47 lanterns", undefined)).toBe(false);
    expect(passwords.isOutdated(hash)).toBe(false);
  });
});

describe("an address", () => {
  const now = new Date("2026-01-31T12:00:00.000Z");
  const ago = (...seconds: number[]) => seconds.map((each) => new Date(now.getTime() - each * 1000));

  it("is open after nine failures", () => {
    expect(lockedUntil(ago(1, 2, 3, 4, 5, 6, 7, 8, 9), now)).toBeUndefined();
  });

  it("is locked by the tenth, until the first is 15 minutes old", () => {
    expect(lockedUntil(ago(1, 2, 3, 4, 5, 6, 7, 8, 9, 600), now)).toEqual(
      new Date(now.getTime() - 600_000 + failureWindowMs),
    );
  });

  it("is open again when the first failure is 15 minutes old", () => {
    expect(lockedUntil(ago(1, 2, 3, 4, 5, 6, 7, 8, 9, 900), now)).toBeUndefined();
  });

  it("is never locked for longer than the window", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 2_000 })), (seconds) => {
        const until = lockedUntil(ago(...seconds), now);

        const recent = seconds.filter((each) => each * 1000 < failureWindowMs).length;
        expect(until !== undefined).toBe(recent >= 10);
        if (until) expect(until.getTime() - now.getTime()).toBeLessThanOrEqual(failureWindowMs);
      }),
    );
  });
});

describe("a refresh token", () => {
  const now = new Date("2026-01-31T12:00:00.000Z");
  const earlier = new Date(now.getTime() - 1);
  const later = new Date(now.getTime() + 1);
  const live = { spentAt: null, session: { endedAt: null, expiresAt: later }, account: { disabledAt: null } };

  it.each([
    ["good", live],
    ["reused", { ...live, spentAt: earlier }],
    ["reused", { ...live, spentAt: earlier, session: { endedAt: earlier, expiresAt: earlier } }],
    ["over", { ...live, session: { endedAt: earlier, expiresAt: later } }],
    ["over", { ...live, session: { endedAt: null, expiresAt: now } }],
    ["disabled", { ...live, account: { disabledAt: earlier } }],
  ] as const)("is %s: %j", (verdict, token) => {
    expect(judgeToken(token, now)).toBe(verdict);
  });
});
