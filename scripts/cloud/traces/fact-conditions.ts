interface Reader {
  all: (parameter: string) => string[];
  read: (parameter: string) => string | undefined;
  refuse: (parameter: string, message: string) => undefined;
}

/** An annotation that a trace must have; `=` also finds one of several words, `~` a part, in any case. */
export interface FactCondition {
  key: string;
  operator: "=" | "~" | ">" | "<";
  value: string;
}

/** Parameters that stand for an annotation of their own. */
const shortcuts = { order: "order_id", user: "user", sku: "sku" } as const;
const factsAtMost = 5;

/** `annotation=cache=hit`, `annotation=wait_ms>60000`, and what has a parameter of its own. */
export function factConditions({ all, read, refuse }: Reader): FactCondition[] {
  const facts = Object.entries(shortcuts).flatMap(([parameter, key]): FactCondition[] => {
    const value = read(parameter);
    return value === undefined ? [] : [{ key, operator: "=", value }];
  });
  const given = all("annotation");
  if (given.length > factsAtMost) refuse("annotation", `is given more than ${factsAtMost} times`);
  for (const text of given.slice(0, factsAtMost)) {
    const fact = factOf(text);
    if (fact) facts.push(fact);
    else refuse("annotation", "wants a key and a value, such as cache=hit, route~orders or wait_ms>1000");
  }
  return facts;
}

function factOf(text: string): FactCondition | undefined {
  const [, key, operator, value] = /^(\w+)\s*([=~<>])\s*(.+)$/.exec(text) ?? [];
  if (!key || !value) return undefined;
  if ((operator === ">" || operator === "<") && Number.isNaN(Number(value))) return undefined;
  return { key, operator: operator as FactCondition["operator"], value };
}

export function isFact({ operator, value }: FactCondition, told: string): boolean {
  switch (operator) {
    case "=":
      return told === value || (told.includes(" ") && told.split(" ").includes(value));
    case "~":
      return told.toLowerCase().includes(value.toLowerCase());
    case ">":
      return Number(told) > Number(value);
    case "<":
      return Number(told) < Number(value);
    default:
      return operator satisfies never;
  }
}
