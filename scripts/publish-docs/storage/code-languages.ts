/** What Confluence's code macro calls the languages of our documents; others are shown without colours. */
const languages: Readonly<Record<string, string>> = {
  bash: "bash",
  sh: "bash",
  shell: "bash",
  js: "js",
  javascript: "js",
  json: "js",
  ts: "js",
  typescript: "js",
  sql: "sql",
  yaml: "yml",
  yml: "yml",
  xml: "xml",
  html: "xml",
  groovy: "groovy",
  diff: "diff",
  python: "py",
};

/** Undefined for what the macro does not know. */
export const codeLanguage = (named: string | undefined): string | undefined =>
  languages[(named ?? "").trim().split(/\s/)[0]?.toLowerCase() ?? ""];
