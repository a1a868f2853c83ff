import { escaped } from "./charts/svg";

export interface PagePart {
  title: string;
  /** As the terminal shows it. */
  printed: string;
  /** Pictures in the same folder. */
  charts: readonly string[];
}

/** One page that shows what lies beside it. */
export function page(parts: readonly PagePart[]): string {
  const sections = parts.map(
    ({ title, printed, charts }) =>
      `<section><h2>${escaped(title)}</h2>
${charts.map((name) => `<img src="${escaped(name)}" alt="${escaped(name)}">`).join("\n")}
<pre>${escaped(printed)}</pre></section>`,
  );
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>How fast the shop is</title>
<style>
  body { font: 15px/1.5 system-ui, sans-serif; color: #22282e; margin: 2rem auto; max-width: 1000px; padding: 0 1rem }
  img { display: block; max-width: 100%; margin: 1rem 0; border: 1px solid #e3e6e9; border-radius: 4px }
  pre { font: 12px/1.35 ui-monospace, monospace; overflow-x: auto; background: #f6f7f8; padding: 1rem; border-radius: 4px }
</style>
<h1>How fast the shop is</h1>
${sections.join("\n")}
</html>
`;
}
