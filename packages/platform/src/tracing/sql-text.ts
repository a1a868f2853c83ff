const LONGEST_STATEMENT = 2000;
const KEPT_STATEMENTS = 500;

const COMMENTS = /--[^\n]*|\/\*[\s\S]*?\*\//g;
/** 'text' and E'te\'xt', with '' for a quote within. */
const QUOTED_TEXT = /\bE'(?:[^'\\]|\\[\s\S]|'')*'|'(?:[^']|'')*'/gi;
const DOLLAR_QUOTED_TEXT = /\$([a-z_]\w*)?\$[\s\S]*?\$\1\$/gi;
/** Not the digits of `$1`, of a name, or of a type as `varchar(20)`, whose size is no secret but rare. */
const NUMBERS = /(?<![\w$."])-?\d+(?:\.\d+)?(?:e[+-]?\d+)?\b(?!")/gi;

/** The same few statements run all the time: their texts are kept. */
const sanitized = new Map<string, string>();

/** The statement without any value that stands in it: placeholders remain, literals become `?`. */
export function sanitizeSql(statement: string): string {
  const known = sanitized.get(statement);
  if (known !== undefined) {
    return known;
  }

  // Cut far beyond what is shown, so that an opening quote and its end are seen together.
  const text = statement
    .slice(0, LONGEST_STATEMENT * 4)
    .replace(DOLLAR_QUOTED_TEXT, "?")
    .replace(QUOTED_TEXT, "?")
    .replace(/'[\s\S]*$/, "?")
    .replace(COMMENTS, " ")
    .replace(NUMBERS, "?")
    .replace(/\s+/g, " ")
    .trim()
    .slice(0, LONGEST_STATEMENT);

  if (sanitized.size >= KEPT_STATEMENTS) {
    sanitized.clear();
  }
  sanitized.set(statement, text);
  return text;
}
