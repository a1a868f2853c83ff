import { z } from "zod";
import { PipelineError } from "./pipeline-error";

const jestReportSchema = z.object({
  testResults: z.array(
    z.object({
      name: z.string(),
      startTime: z.number(),
      endTime: z.number(),
      /** Of a file that could not be run at all. */
      message: z.string().default(""),
      status: z.string(),
      assertionResults: z.array(
        z.object({
          fullName: z.string(),
          status: z.string(),
          duration: z.number().nullish(),
          failureMessages: z.array(z.string()).nullish(),
        }),
      ),
    }),
  ),
});

/** What `npm test -- --json --outputFile=…` wrote, as Jenkins reads it. @throws PipelineError where it is something else */
export function junitReport(text: string, root: string): string {
  const suites = read(text).testResults.map(
    ({ name, assertionResults, message, status, startTime, endTime }) => {
      const file = name.startsWith(`${root}/`) ? name.slice(root.length + 1) : name;
      const cases = assertionResults.map((test) => caseOf(file, test));
      if (cases.length === 0 && status === "failed") {
        cases.push(caseOf(file, { fullName: "the file runs", status, failureMessages: [message] }));
      }
      const seconds = Math.max(0, endTime - startTime) / 1000;
      const counted = `tests="${cases.length}" failures="${cases.filter((one) => one.includes("<failure")).length}"`;
      return `<testsuite name="${escaped(file)}" ${counted} time="${seconds}">\n${cases.join("\n")}\n</testsuite>`;
    },
  );
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites>\n${suites.join("\n")}\n</testsuites>\n`;
}

type Test = z.infer<typeof jestReportSchema>["testResults"][number]["assertionResults"][number];

function caseOf(file: string, { fullName, status, duration, failureMessages }: Test): string {
  const head = `<testcase classname="${escaped(file)}" name="${escaped(fullName)}" time="${(duration ?? 0) / 1000}"`;
  if (status === "passed") return `${head}/>`;
  if (status !== "failed") return `${head}><skipped/></testcase>`;
  const [first = "", ...more] = (failureMessages ?? []).join("\n").split("\n");
  return `${head}><failure message="${escaped(first)}">${escaped([first, ...more].join("\n"))}</failure></testcase>`;
}

function read(text: string): z.infer<typeof jestReportSchema> {
  try {
    return jestReportSchema.parse(JSON.parse(text));
  } catch {
    throw new PipelineError("The test report is not what jest writes with --json.");
  }
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: XML takes none of them, colours of a terminal among them.
const unprintable = /\u001b\[[\d;]*m|[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g;

const escaped = (text: string): string =>
  text
    .replaceAll(unprintable, "")
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
