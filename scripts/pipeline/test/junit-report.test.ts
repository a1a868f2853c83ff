import { junitReport } from "../junit-report";

const aReport = (...assertionResults: object[]) =>
  JSON.stringify({
    testResults: [
      { name: "/shop/a.test.ts", startTime: 1_000, endTime: 3_500, status: "failed", assertionResults },
    ],
  });

test("a sentence that fails tells why, as XML takes it", () => {
  const message = '\u001b[31mexpected <b> & "c"\u001b[0m\n  at line 2\u0000';
  const report = junitReport(
    aReport(
      { fullName: "a cart is full", status: "passed", duration: 12 },
      { fullName: "a cart is <empty>", status: "failed", failureMessages: [message] },
      { fullName: "a cart is stolen", status: "pending" },
    ),
    "/shop",
  );

  expect(report).toContain('<testsuite name="a.test.ts" tests="3" failures="1" time="2.5">');
  expect(report).toContain('<testcase classname="a.test.ts" name="a cart is full" time="0.012"/>');
  expect(report).toContain('message="expected &lt;b&gt; &amp; &quot;c&quot;">');
  expect(report).toContain('name="a cart is stolen" time="0"><skipped/></testcase>');
  expect(report).not.toContain("\u0000");
});

test("a file that can't be run counts as a failure", () => {
  expect(junitReport(aReport(), "/shop")).toContain('tests="1" failures="1"');
});

test.each(["", "{}", "[]", "null"])("%j is no report of tests", (text) => {
  expect(() => junitReport(text, "/shop")).toThrow("is not what jest writes");
});
