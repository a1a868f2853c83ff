/** How many lines are imported, where a program's line says so: `{"done":200}`. Null for any other line. */
export function doneOf(line: string): number | null {
  try {
    const { done } = JSON.parse(line) as { done?: unknown };
    return typeof done === "number" ? done : null;
  } catch {
    return null;
  }
}
