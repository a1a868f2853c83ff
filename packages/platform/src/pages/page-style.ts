/** What all pages look like, by day and by night. Text has a contrast of at least 4.5 to 1 (WCAG AA). */
export const pageStyle = `
:root {
  color-scheme: light dark;
  --ground: light-dark(#f3f5f9, #10141c);
  --card: light-dark(#ffffff, #191f2b);
  --ink: light-dark(#14213d, #f1f4fa);
  --text: light-dark(#33415c, #c9d2e3);
  --quiet: light-dark(#5c677d, #9aa6bd);
  --line: light-dark(#d9dee8, #2c3547);
  --edge: light-dark(#7b879d, #7b879d);
  --accent: light-dark(#1d4ed8, #8fb1ff);
  --on-accent: light-dark(#ffffff, #10141c);
  --fault: light-dark(#b3202a, #ffa19b);
  --fault-ground: light-dark(#fdf1f1, #331c21);
  --fine: light-dark(#1a6b36, #7fd79a);
  font: 1rem/1.5 system-ui, -apple-system, "Segoe UI", Roboto, Helvetica, Arial, sans-serif;
  background: var(--ground);
  color: var(--text);
}
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 30rem; min-height: 100vh; padding: clamp(1.25rem, 8vh, 5rem) 1rem 3rem; }
header { font-size: 1.25rem; font-weight: 700; letter-spacing: -.01em; color: var(--ink); padding: 0 .25rem 1rem; }
main { background: var(--card); border: 1px solid var(--line); border-radius: .75rem; padding: clamp(1.5rem, 6vw, 2.25rem); }
h1 { font-size: clamp(1.25rem, 5.6vw, 1.5rem); line-height: 1.25; letter-spacing: -.015em; color: var(--ink); margin: 0 0 .75rem; text-wrap: balance; }
p { margin: 0 0 1rem; text-wrap: pretty; }
p:last-child { margin-bottom: 0; }
.quiet { font-size: .875rem; color: var(--quiet); }
.mark { display: block; width: 2.75rem; height: 2.75rem; margin: 0 0 1rem -.3rem; fill: none; stroke: var(--accent); stroke-width: 2; stroke-linecap: round; stroke-linejoin: round; }
.mark.fine { stroke: var(--fine); }
.mark.over { stroke: var(--quiet); }
form { margin: 1.5rem 0; }
form:last-child { margin-bottom: 0; }
label { display: block; font-weight: 600; color: var(--ink); margin: 0 0 .375rem; }
.field { display: flex; background: var(--card); border: 1px solid var(--edge); border-radius: .5rem; }
.field:focus-within { border-color: var(--accent); box-shadow: 0 0 0 1px var(--accent); }
.field.wrong { border-color: var(--fault); }
.field.wrong:focus-within { box-shadow: 0 0 0 1px var(--fault); }
input { flex: 1; min-width: 0; font: inherit; color: var(--ink); background: none; border: 0; border-radius: .5rem; padding: .75rem; }
input:focus { outline: none; }
button { font: inherit; font-weight: 600; cursor: pointer; border: 0; border-radius: .5rem; }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
.do { display: block; width: 100%; margin: 1.5rem 0 0; padding: .8rem 1.25rem; color: var(--on-accent); background: var(--accent); }
.do:hover { background: color-mix(in srgb, var(--accent), var(--ink) 18%); }
.show { color: var(--accent); background: none; padding: 0 .9rem; }
.show:focus-visible { outline-offset: -4px; }
.unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.hint { font-size: .875rem; color: var(--quiet); margin: .5rem 0 0; }
.fault { color: var(--fault); background: var(--fault-ground); border-radius: .5rem; padding: .75rem .9rem; margin: 0 0 1.25rem; }
`;
