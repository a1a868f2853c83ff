import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { html } from "@shopeasy/platform/html";
import { type NamedMail, namedExamples } from "./examples";

const folder = join(process.cwd(), ".shopeasy/mails");

/** `npm run mails`: writes every mail, with example data, as HTML and as text, and a page that shows them all. */
function main(): void {
  const mails = namedExamples("http://localhost:8080");
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  for (const { name, mail } of mails) {
    writeFileSync(join(folder, `${name}.html`), mail.html);
    writeFileSync(join(folder, `${name}.txt`), `${mail.subject}\n\n${mail.text}`);
  }
  const index = join(folder, "index.html");
  writeFileSync(index, indexPage(mails));
  console.log(`${mails.length} mails are written: open ${pathToFileURL(index).href}`);
}

const indexPage = (mails: readonly NamedMail[]): string =>
  html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Mails of ShopEasy</title>
<style>
:root { color-scheme: light dark; font: 1rem/1.5 system-ui, sans-serif; }
body { margin: 2rem auto; max-width: 72rem; padding: 0 1rem; }
section { display: grid; grid-template-columns: minmax(0, 1fr) 360px; gap: 1rem; margin: 0 0 3rem; }
h2 { grid-column: 1 / -1; margin: 0; font-size: 1.125rem; }
iframe { width: 100%; height: 40rem; border: 1px solid #8888; border-radius: .5rem; background: #fff; }
@media (max-width: 60rem) { section { grid-template-columns: minmax(0, 1fr); } }
</style>
</head>
<body>
<h1>Mails of ShopEasy</h1>
${mails.map(
  ({ name, mail }) => html`<section>
<h2>${mail.subject} · <a href="${name}.html">${name}</a> · <a href="${name}.txt">text</a></h2>
<iframe src="${name}.html" title="${name}, as on a desktop" loading="lazy"></iframe>
<iframe src="${name}.html" title="${name}, as on a phone" loading="lazy"></iframe>
</section>
`,
)}</body>
</html>
`.text;

main();
