import fc from "fast-check";
import { linkMail } from "../src/accounts/link-mails";
import { passwordChangedMail } from "../src/accounts/password-changed-mail";
import { greetingFor } from "../src/sending/greeting-rules";
import { singleLine, withoutControls } from "../src/sending/text-rules";

test.each([["Ada Lovelace"], ["J.R.R. Tolkien"], ["محمد"], ["O'Neill-Müller Jr."]])(
  "a mail greets %s by name",
  (name) => {
    expect(greetingFor(name)).toBe(`Hello ${name},`);
  },
);

test.each([
  ["You won! https://evil.example"],
  ["evil.example"],
  ["call 10.0.0.1"],
  ["write to me@evil"],
  ["a".repeat(61)],
])("a mail does not greet %s, which is a message and no name", (name) => {
  expect(greetingFor(name)).toBe("Hello,");
});

test("what people typed can't become markup", () => {
  const name = `<img onerror="x"> & 'Co'`;
  const asked = {
    purpose: "verify-email",
    email: "ada@shopeasy.test",
    name,
    token: "abc",
    expiresAt: "2026-01-31T13:00:00.000Z",
  } as const;

  const mails = [
    linkMail(asked, "https://shop.example"),
    passwordChangedMail({ name, changedAt: "2026-01-31T13:00:00.000Z" }),
  ];

  for (const { html, text } of mails) {
    expect(html).not.toContain("<img");
    expect(html).toContain("Hello &lt;img onerror=&quot;x&quot;&gt; &amp; &#39;Co&#39;,");
    expect(text).toContain(`Hello ${name},`);
    expect(text).toContain("January 31, 2026 at 1:00 PM UTC");
  }
});

test("no text turns the direction of what follows, or holds a control character but for line ends and tabs", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (text) => {
      const sent = withoutControls(text);

      expect(sent).not.toMatch(/\p{Bidi_Control}/u);
      expect(sent.replaceAll(/[\n\t]/g, "")).not.toMatch(/\p{Cc}/u);
    }),
  );
});

test("a header is one line", () => {
  const sent = singleLine("Your order\r\nBcc: all@shop.example\u2028\u00a0 now ");

  expect(sent).toBe("Your order Bcc: all@shop.example now");
});
