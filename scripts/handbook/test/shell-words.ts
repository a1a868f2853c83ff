/** Programs that an operator's machine has, and words of the shell itself. */
const programs = new Set([
  ...[
    "aws",
    "ansible-playbook",
    "curl",
    "dig",
    "docker",
    "git",
    "jq",
    "npm",
    "npx",
    "openssl",
    "psql",
    "terraform",
  ],
  ...[
    "base64",
    "cat",
    "cut",
    "date",
    "grep",
    "head",
    "kill",
    "ls",
    "mkdir",
    "rm",
    "sed",
    "sleep",
    "sort",
    "tail",
  ],
  ...["tr", "uniq", "uuidgen", "wc", "break", "case", "cd", "command", "do", "done", "echo", "else", "esac"],
  ...["export", "fi", "for", "if", "local", "mapfile", "printf", "read", "return", "set", "shift", "then"],
  ...["true", "until", "while"],
]);

/** Text that is no command: what single quotes hold, comments, here-strings' words, and placeholders. */
const withoutText = (code: string) =>
  code
    .replaceAll(/\\\n/g, " ")
    .replaceAll(/(^|\s)#(?: .*)?$/gm, "$1")
    .replaceAll(/'[^']*'/g, "''")
    .replaceAll(/"(?:[^"$\\]|\\.|\$(?!\())*"/g, '""')
    .replaceAll(/<[a-z][^<>\n]*>/g, "…");

const commandWord = /(?:^|[;|&({!]|\b(?:do|then|else|if|while|until)\s)[ \t]*([a-z][\w-]*)(?=[\s;)]|$)/gm;

/** Functions that a piece of shell makes. */
export const functionsMadeBy = (code: string): string[] =>
  [...code.matchAll(/^\s*([a-z]\w*)\(\) /gm)].map(([, name = ""]) => name);

/** Functions that a piece of shell calls: whatever stands where a command does, and is no program that is known. */
export const functionsCalledBy = (code: string): string[] => [
  ...new Set(
    [...withoutText(code).matchAll(commandWord)]
      .map(([, word = ""]) => word)
      .filter((word) => !programs.has(word)),
  ),
];

/** Variables in capitals that a piece of shell sets: those in small letters are shellcheck's to look after. */
export const variablesSetBy = (code: string): string[] =>
  [
    ...code.matchAll(/(?:^|[\s;(])([A-Z][A-Z0-9_]*)=/gm),
    ...code.matchAll(/\bread (?:-\w+ )*(?:'[^']*'|"[^"]*"|\S+: )? ?([A-Z][A-Z0-9_]*)/g),
  ].map(([, name = ""]) => name);

export const variablesReadBy = (code: string): string[] => [
  ...new Set([...code.matchAll(/\$\{?([A-Z][A-Z0-9_]*)/g)].map(([, name = ""]) => name)),
];
