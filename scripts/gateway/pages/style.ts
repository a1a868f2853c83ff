import { chartsStyle } from "./charts-style";
import { tracesStyle } from "./traces-style";

/** The one style sheet of all pages: what browsers do anyway, set on a quiet grid, by day and by night. */
export const style = `
:root {
  color-scheme: light dark;
  --ground: light-dark(#fbfbfa, #131516);
  --raised: light-dark(#ffffff, #1b1e20);
  --ink: light-dark(#1b1f23, #e7e9ea);
  --quiet: light-dark(#59626b, #9da6ad);
  --shade: light-dark(#0003, #000c);
  --line: light-dark(#e1e4e6, #30363a);
  --accent: light-dark(#0f6b64, #5cd6c7);
  --fine: light-dark(#1a6b36, #7fd79a);
  --error: light-dark(#8a5300, #f0bd62);
  --fault: light-dark(#b3202a, #ff9a94);
  font: 16px/1.55 system-ui, sans-serif;
  background: var(--ground);
  color: var(--ink);
  accent-color: var(--accent);
}
* { box-sizing: border-box; }
body { margin: 0; }
main, .top { max-width: 76rem; margin: 0 auto; padding: 0 1.25rem; }
main { padding-bottom: 4rem; }
main:focus { outline: none; }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; border-radius: .2rem; }
a { color: var(--accent); text-underline-offset: .18em; text-decoration-thickness: 1px; }
a:hover { text-decoration-thickness: 2px; }
.skip { position: absolute; left: -100rem; }
.skip:focus { left: 1rem; top: .5rem; background: var(--raised); padding: .4rem .8rem; z-index: 1; }
.unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }

.top { display: flex; flex-wrap: wrap; align-items: baseline; gap: .4rem 2rem; padding-top: 1.1rem; padding-bottom: 1.1rem; }
.brand { font-weight: 700; font-size: 1.15rem; letter-spacing: -.01em; color: var(--ink); text-decoration: none; }
nav { display: flex; flex-wrap: wrap; gap: .25rem 1.25rem; }
nav a { color: var(--quiet); text-decoration: none; padding: .2rem 0; border-bottom: 2px solid transparent; }
nav a:hover { color: var(--ink); }
nav a[aria-current] { color: var(--ink); border-color: var(--accent); }

h1 { font-size: clamp(1.5rem, 4vw, 2rem); line-height: 1.25; letter-spacing: -.02em; margin: 1.5rem 0 .5rem; overflow-wrap: anywhere; }
h2 { font-size: 1.25rem; letter-spacing: -.01em; margin: 2.75rem 0 .5rem; }
h3 { font-size: 1rem; margin: 0; }
p { margin: .5rem 0; max-width: 50rem; }
p code, td code { white-space: nowrap; }
.lead, .quiet, caption { color: var(--quiet); }
.back { margin-top: 1.5rem; }
.back + h1 { margin-top: .5rem; }
.empty { border: 1px dashed var(--line); border-radius: .6rem; padding: 1.5rem; margin: 1.5rem 0; color: var(--quiet); }
code, pre { font: .875em/1.55 ui-monospace, "SF Mono", Menlo, Consolas, "DejaVu Sans Mono", monospace; }
pre { background: var(--raised); border: 1px solid var(--line); border-radius: .6rem; padding: .8rem 1rem; margin: .75rem 0; overflow-x: auto; }
pre.text { white-space: pre-wrap; overflow-wrap: anywhere; max-width: 52rem; }

.links { list-style: none; margin: 1.5rem 0; padding: 0; display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 20rem), 1fr)); gap: .75rem; }
.links li { position: relative; background: var(--raised); border: 1px solid var(--line); border-radius: .6rem; padding: .8rem 1rem; }
.links li:hover { border-color: var(--accent); }
.links a { font-weight: 600; text-decoration: none; }
.links a::after { content: ""; position: absolute; inset: 0; }
.links span { display: block; color: var(--quiet); font-size: .9rem; }

.wide { --under: var(--ground); overflow-x: auto; margin: .75rem 0; background:
  linear-gradient(to right, var(--under) 40%, transparent) left / 2.5rem 100% local,
  linear-gradient(to left, var(--under) 40%, transparent) right / 2.5rem 100% local,
  linear-gradient(to right, var(--shade), transparent) left / .8rem 100% scroll,
  linear-gradient(to left, var(--shade), transparent) right / .8rem 100% scroll;
  background-repeat: no-repeat; }
table { border-collapse: collapse; width: 100%; }
table + table, p + table { margin-top: 2rem; }
.snug { width: auto; min-width: min(100%, 40rem); }
caption { text-align: left; padding-bottom: .5rem; }
th, td { text-align: left; font-weight: 400; padding: .45rem 1rem .45rem 0; border-bottom: 1px solid var(--line); vertical-align: top; }
th:last-child, td:last-child { padding-right: 0; }
thead th { color: var(--quiet); font-size: .85rem; white-space: nowrap; }
time { white-space: nowrap; font-variant-numeric: tabular-nums; }
.number, .money { text-align: right; white-space: nowrap; font-variant-numeric: tabular-nums; }
.breaks { overflow-wrap: anywhere; }
.mark { font-size: .85rem; font-weight: 600; white-space: nowrap; border: 1px solid currentColor; border-radius: 1rem; padding: .05rem .55rem; }
h1 .mark { font-size: .95rem; vertical-align: middle; letter-spacing: 0; }
.mark.fine { color: var(--fine); }
.mark.error { color: var(--error); }
.mark.fault { color: var(--fault); }
.facts { display: grid; grid-template-columns: minmax(6rem, max-content) minmax(0, 1fr); gap: .2rem 1.25rem; margin: .75rem 0; }
.facts dt { color: var(--quiet); overflow-wrap: anywhere; }
.facts dd { margin: 0; min-width: 0; overflow-wrap: anywhere; }
summary { cursor: pointer; }

.steps { margin: 1.25rem 0; padding: 0; list-style: none; counter-reset: step; }
.steps > li { counter-increment: step; margin: 1.5rem 0; }
.steps h3::before { content: counter(step) ". "; color: var(--quiet); }
.steps p { margin: .1rem 0; color: var(--quiet); }
.shell { position: relative; }
.shell pre { padding-right: 5.5rem; }
button, .search input, .search select { font: inherit; color: inherit; background: var(--raised); border: 1px solid var(--line); border-radius: .45rem; padding: .3rem .8rem; }
button { cursor: pointer; }
button:hover { border-color: var(--accent); }
.copy { position: absolute; top: .5rem; right: .5rem; font-size: .85rem; padding: .15rem .7rem; }

.mail { display: block; width: 100%; height: 42rem; max-height: 80vh; border: 1px solid var(--line); border-radius: .6rem; background: #fff; color-scheme: light; }

${chartsStyle}
${tracesStyle}
@media (max-width: 46rem) {
  th, td { padding-right: .7rem; }
  .shell pre { padding-top: 2.8rem; padding-right: 1rem; }
  .mails thead { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
  .mails tr { display: grid; grid-template-columns: minmax(0, 1fr) auto; gap: 0 .75rem; padding: .6rem 0; border-bottom: 1px solid var(--line); }
  .mails td { padding: 0; border: 0; }
  .mails td:first-child { grid-column: 1 / -1; font-weight: 600; }
  .mails td:nth-child(n + 2) { color: var(--quiet); font-size: .85rem; }
}
@media (prefers-reduced-motion: no-preference) { .links li, button { transition: border-color .15s; } }
`;
