import { readOptions } from "../options";

const read = (line: string) => readOptions(line.split(" ").filter(Boolean));

describe("the command line of npm run admin", () => {
  it.each([
    [
      "create-admin --email ada@example.com --name Ada",
      { name: "create-admin", email: "ada@example.com", personName: "Ada", generate: false },
    ],
    [
      "create-admin --name Ada --email=ada@example.com --generate",
      { name: "create-admin", email: "ada@example.com", personName: "Ada", generate: true },
    ],
    ["create-admin --email ada@example.com --promote", { name: "promote", email: "ada@example.com" }],
    ["list-signing-keys", { name: "list-signing-keys" }],
    ["rotate-signing-key", { name: "rotate-signing-key" }],
  ])("takes %s", (line, command) => {
    expect(read(line)).toEqual({ command, dataDir: undefined });
  });

  it("takes the folder of another shop", () => {
    expect(read("list-signing-keys --data /tmp/shop").dataDir).toBe("/tmp/shop");
  });

  it.each([
    ["", /What is to be done/],
    ["frobnicate", /no command "frobnicate"/],
    ["constructor", /no command/],
    ["create-admin", /needs --email/],
    ["create-admin --email ada@example.com", /needs --name/],
    ["create-admin ada@example.com", /one word too many/],
    ["create-admin --email ada@example.com --name Ada --password secret", /'--password'/],
    ["create-admin --email ada@example.com --promote --generate", /--promote leaves/],
    ["create-admin --email", /--email/],
    ["rotate-signing-key --generate", /takes nothing but --data/],
    ["rotate-signing-key now", /one word too many/],
  ])("refuses %j, and shows how it is used", (line, why) => {
    expect(() => read(line)).toThrow(why);
    expect(() => read(line)).toThrow(/usage:/);
  });
});
