/** What the variables of a step stand for while it is read. */
const examples: Readonly<Record<string, string>> = {
  STRATEGY: "canary10",
  STAGING_URL: "https://staging.shopeasy.example",
  PROD_URL: "https://shopeasy.example",
  BUILD_RESULT: "SUCCESS",
  JOB_NAME: "shopeasy/main",
  BUILD_NUMBER: "12",
  BUILD_URL: "https://jenkins.shopeasy.example/job/shopeasy/12/",
};

/** The words of a command as a shell would read them. @throws Error for what no step should need: `;`, `&&`, pipes, `$x` unquoted */
export function shellWords(command: string): string[] {
  const words: string[] = [];
  const pattern = /\s+|"((?:\\.|\$\([^)]*\)|[^"\\])*)"|'([^']*)'|([\w./:=@,+-]+)/y;
  for (let at = 0; at < command.length; at = pattern.lastIndex) {
    pattern.lastIndex = at;
    const found = pattern.exec(command);
    if (!found) throw new Error(`"${command.slice(at)}" is more than one command`);
    const [, double, single, bare] = found;
    if (double !== undefined) words.push(filledIn(double));
    else if (single !== undefined || bare !== undefined) words.push(single ?? bare ?? "");
  }
  return words;
}

function filledIn(text: string): string {
  return text
    .replace(/^\$\(git rev-parse --short=12 HEAD\)$/, "0123456789ab")
    .replaceAll(/\$(\w+|\()/g, (_, name) => {
      const value = examples[name];
      if (value === undefined) throw new Error(`$${name} is no variable that steps know`);
      return value;
    });
}
