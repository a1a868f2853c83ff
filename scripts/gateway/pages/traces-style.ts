/** One level of a waterfall is so much further to the right than the one before. */
const levelRem = 0.85;
const depths = Array.from({ length: 13 }, (_, depth) => {
  const left = `${(depth * levelRem).toFixed(2)}rem`;
  return `.waterfall .d${depth} > details > summary .step { padding-left: calc(${left} + 1.15rem); } .waterfall .d${depth} > .kids > summary { left: ${left}; }`;
});

/** What only the pages of traces wear. */
export const tracesStyle = `
.search { margin: 1.25rem 0 .75rem; }
.search label { display: flex; flex-direction: column; font-size: .85rem; color: var(--quiet); min-width: 0; }
.search input, .search select { font-size: .95rem; color: var(--ink); width: 100%; min-width: 0; height: 2.3rem; padding: .3rem .55rem; }
.search input::placeholder { color: var(--quiet); opacity: .75; }
.search [aria-invalid] { border-color: var(--fault); }
.search details { margin: .5rem 0 0; }
.search summary { font-size: .9rem; color: var(--quiet); }
.search .wanted { display: grid; grid-template-columns: repeat(auto-fit, minmax(9rem, 1fr)); gap: .5rem .75rem; margin: .4rem 0; align-items: end; }
.search details .wanted { grid-template-columns: repeat(auto-fit, minmax(10rem, 1fr)); }
.search > .wanted:first-of-type { grid-template-columns: minmax(0, 1fr) auto; }
.search button { color: light-dark(#fff, #0d1211); background: var(--accent); border-color: var(--accent); padding: 0 1.4rem; height: 2.3rem; }
.refused { color: var(--fault); margin: .5rem 0; padding-left: 1.2rem; }
.chips { list-style: none; display: flex; flex-wrap: wrap; gap: .4rem .5rem; padding: 0; margin: .5rem 0; font-size: .9rem; }
.chips a { display: block; color: var(--ink); text-decoration: none; border: 1px solid var(--line); border-radius: 1rem; padding: .1rem .7rem; background: var(--raised); overflow-wrap: anywhere; }
.chips a:hover { border-color: var(--accent); }
.chips span { color: var(--quiet); }
.chips b { color: var(--quiet); margin-left: .3rem; }
.windows { margin: .75rem 0; }
.windows a[aria-current] { color: var(--ink); border-color: var(--accent); }
.pages { display: flex; gap: 1.25rem; align-items: baseline; margin: 1rem 0; }
.pages a { color: var(--accent); }

.durations { margin: 1rem 0; }
.durations figcaption { color: var(--quiet); font-size: .9rem; margin-bottom: .35rem; }
.durations figcaption b { color: var(--ink); font-weight: 600; }
.durations ol { overflow-x: clip; list-style: none; margin: 0; padding: 0; display: flex; gap: 2px; }
.durations li { flex: 1 1 0; min-width: 0; max-width: 4.5rem; }
.column { display: block; text-decoration: none; color: var(--quiet); font-size: .75rem; line-height: 1.3; }
.column svg { display: block; width: 100%; height: 4.5rem; fill: var(--accent); border-bottom: 1px solid var(--line); }
.column .place { fill: transparent; }
a.column:hover .place { fill: var(--line); }
.column .count { display: block; height: 1.3em; text-align: center; }
.column .edge { display: block; height: 1.3em; white-space: nowrap; }

.traces td:nth-child(2) { overflow-wrap: anywhere; min-width: 13rem; }
.traces .services { color: var(--quiet); }
.fact { color: var(--quiet); font-size: .85rem; margin-left: .5rem; }
td.number .fact { display: block; margin: 0; }
.rates th[scope=row] { overflow-wrap: anywhere; min-width: 11rem; }
.rates td { white-space: nowrap; }
.rates .error { color: var(--error); } .rates .fault { color: var(--fault); }
.calls { margin-top: 1.5rem; }
.calls summary { color: var(--quiet); }

.bleed { width: calc(100vw - 2.5rem - 1rem); margin-left: calc(50% - 50vw + 1.25rem + .5rem); }
.map { display: block; margin: 0 auto; font-size: 11px; font-family: system-ui, sans-serif; }
.map text { fill: var(--quiet); font-variant-numeric: tabular-nums; }
.map .name { fill: var(--ink); font-size: 12px; font-weight: 600; }
.map .node { fill: var(--raised); stroke: var(--line); stroke-width: 1.5; }
.map .node.service { stroke: var(--accent); }
.map .node.error { stroke: var(--error); }
.map .node.fault { stroke: var(--fault); }
.map .node.queue { stroke-dasharray: 5 3; }
.map .edge { fill: none; stroke: var(--quiet); opacity: .6; }
.map .edge.error { stroke: var(--error); opacity: .9; }
.map .edge.fault { stroke: var(--fault); opacity: 1; }
.map .hit { fill: none; stroke: transparent; stroke-width: 14; }
#tip path { fill: var(--quiet); }
.map .told { font-size: 10px; paint-order: stroke; stroke: var(--ground); stroke-width: 4px; pointer-events: none; stroke-linejoin: round; }
.map a:hover .node, .map a:focus-visible .node { stroke-width: 3; }
.map a:hover .edge, .map a:focus-visible .edge { opacity: 1; stroke: var(--accent); }
.map tspan.error { fill: var(--error); } .map tspan.fault { fill: var(--fault); }
.health.fine { fill: var(--fine); } .health.error { fill: var(--error); } .health.fault { fill: var(--fault); }

.copied code { overflow-wrap: anywhere; }
.copied .copy { position: static; margin-left: .5rem; padding: 0 .5rem; font-size: .8rem; }
.spent { max-width: 46rem; font-size: .9rem; }
.spent th, .spent td { padding: .2rem 1rem .2rem 0; border: 0; vertical-align: middle; }
.spent th { width: 13rem; overflow-wrap: anywhere; }
.spent svg { display: block; width: 100%; height: .6rem; fill: var(--accent); background: var(--line); }
.spent .number { width: 9rem; }
.failed { list-style: none; padding: 0; }
.failed li { margin: .3rem 0; overflow-wrap: anywhere; }
.legend { list-style: none; padding: 0; margin: 1rem 0 .5rem; display: flex; flex-wrap: wrap; gap: .3rem 1.25rem; }
.legend svg { width: .75rem; height: .75rem; margin-right: .45rem; }
.legend a { color: inherit; text-decoration: none; }
.legend a:hover { text-decoration: underline; }
.s0 { fill: light-dark(#0f766e, #2dd4bf); } .s1 { fill: light-dark(#4f46e5, #a5b4fc); }
.s2 { fill: light-dark(#b45309, #fbbf24); } .s3 { fill: light-dark(#be185d, #f9a8d4); }
.s4 { fill: light-dark(#0369a1, #7dd3fc); } .s5 { fill: light-dark(#4d7c0f, #bef264); }
.s6 { fill: light-dark(#7e22ce, #d8b4fe); } .s7 { fill: light-dark(#57534e, #d6d3d1); }
.waterfall { --columns: minmax(0, 5fr) minmax(0, 6fr) 5.5rem; font-size: .9rem; }
.waterfall ol { list-style: none; margin: 0; padding: 0; }
.waterfall li { position: relative; border-top: 1px solid var(--line); scroll-margin-top: 3rem; }
.waterfall > ol { border-bottom: 1px solid var(--line); }
.waterfall li:target > .row > summary { background: var(--raised); outline: 2px solid var(--accent); outline-offset: -2px; }
.row > summary, .loop > summary { display: grid; grid-template-columns: var(--columns); gap: .75rem; align-items: center; padding: .24rem 0; list-style: none; }
.waterfall summary::-webkit-details-marker { display: none; }
.row > summary:hover, .loop > summary:hover { background: var(--raised); }
.kids > summary { position: absolute; top: .3rem; width: 1.15rem; height: 1.4rem; list-style: none; color: var(--quiet); }
.kids > summary::before, .loop > summary .step::before { content: "▸"; }
.kids[open] > summary::before, .loop[open] > summary .step::before { content: "▾"; }
.loop > summary .step::before { color: var(--quiet); margin-left: -1.15rem; display: inline-block; width: 1.15rem; }
.step { min-width: 0; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
.step b { font-weight: 600; }
.row[open] > summary .step { white-space: normal; overflow-wrap: anywhere; }
.kind { font-size: .75rem; color: var(--quiet); border: 1px solid var(--line); border-radius: .3rem; padding: 0 .3rem; }
.label { color: var(--quiet); }
.held { font-weight: 600; }
.scale { position: sticky; top: 0; z-index: 1; background: var(--ground); display: flex; justify-content: space-between; padding: .2rem 6.25rem .15rem calc((100% - 7rem) * 5 / 11 + .75rem); color: var(--quiet); font-size: .8rem; font-variant-numeric: tabular-nums; }
.bar { width: 100%; height: .95rem; background: linear-gradient(to right, var(--line) 1px, transparent 1px) 0 0 / 25% 100%; }
.bar .fault { fill: var(--fault); }
.bar .error { fill: var(--error); }
.bar .running, .bar .waited { opacity: .45; }
.bar .critical { fill: var(--ink); }
.details { padding: .25rem 0 1rem 1.5rem; }
.details pre { white-space: pre-wrap; overflow-wrap: anywhere; }
.exception { color: var(--fault); }
${depths.join("\n")}

@media (max-width: 40rem) { .column .count { display: none; } }
@media (max-width: 46rem) {
  .search .wanted { grid-template-columns: repeat(auto-fit, minmax(7.5rem, 1fr)); }
  .traces thead { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
  .traces tr { display: grid; grid-template-columns: auto 1fr auto; gap: 0 .75rem; padding: .6rem 0; border-bottom: 1px solid var(--line); }
  .traces td { padding: 0; border: 0; }
  .traces td:nth-child(2) { grid-column: 1 / -1; order: -1; min-width: 0; font-weight: 600; }
  .traces td:nth-child(1) { order: 1; color: var(--quiet); font-size: .85rem; }
  .traces td:nth-child(4) { order: 2; }
  .traces .services { grid-column: 1 / -1; order: 3; font-size: .85rem; }
  .traces.measured td:nth-child(5) { grid-column: 1 / -1; order: 3; text-align: left; }
  .traces.measured td:nth-child(5)::before { content: "measured "; color: var(--quiet); }
  .row > summary, .loop > summary { grid-template-columns: 1fr auto; gap: .1rem .75rem; padding: .4rem 0; }
  .waterfall .bar { grid-column: 1 / -1; order: 1; }
  .scale { padding-left: 0; padding-right: 0; }
  .details { padding-left: .25rem; }
  .spent th { width: auto; }
  .spent td:nth-child(2) { width: 25%; }
}
`;
