/** Of the dashboards and the objectives. */
export const chartsStyle = `
.tabs { margin: .75rem 0; }
.journey { margin-top: 2rem; }
.panels { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 22rem), 1fr)); gap: 1rem; }
.panels.two { grid-template-columns: repeat(auto-fill, minmax(min(100%, 30rem), 1fr)); }
.panel { background: var(--raised); border: 1px solid var(--line); border-radius: .6rem; padding: .8rem 1rem; min-width: 0; }
.panel .wide { --under: var(--raised); }
.panel p { color: var(--quiet); font-size: .85rem; margin: .15rem 0 .6rem; }
.panel .empty { margin: .5rem 0; padding: 1rem; }
.frame { margin: .5rem 0; }
.top-of, .times { display: flex; justify-content: space-between; color: var(--quiet); font-size: .75rem; font-variant-numeric: tabular-nums; }
.chart { display: block; width: 100%; height: 8rem; border-bottom: 1px solid var(--line); border-top: 1px solid var(--line); }
.chart .line { fill: none; stroke-width: 1.75; stroke-linejoin: round; stroke-linecap: round; vector-effect: non-scaling-stroke; }
.chart .again { stroke-dasharray: 7 4; }
.chart .grid { stroke: var(--line); stroke-width: 1; vector-effect: non-scaling-stroke; }
.chart .limit { stroke: var(--fault); stroke-width: 1.25; stroke-dasharray: 5 4; vector-effect: non-scaling-stroke; }
.l0 { stroke: light-dark(#0f766e, #2dd4bf); } .l1 { stroke: light-dark(#4f46e5, #a5b4fc); }
.l2 { stroke: light-dark(#b45309, #fbbf24); } .l3 { stroke: light-dark(#be185d, #f9a8d4); }
.l4 { stroke: light-dark(#0369a1, #7dd3fc); } .l5 { stroke: light-dark(#4d7c0f, #bef264); }
.l6 { stroke: light-dark(#7e22ce, #d8b4fe); } .l7 { stroke: light-dark(#57534e, #d6d3d1); }
.lines { list-style: none; margin: .5rem 0 0; padding: 0; font-size: .85rem; }
.lines li { display: grid; grid-template-columns: .75rem minmax(0, 1fr) auto; gap: .5rem; align-items: baseline; }
.lines svg { width: .7rem; height: .7rem; }
.lines span { overflow-wrap: anywhere; }
.lines b, .numbers dd { font-weight: 600; font-variant-numeric: tabular-nums; }
.numbers { display: flex; flex-wrap: wrap; gap: .5rem 1.75rem; margin: .5rem 0; }
.numbers dt { color: var(--quiet); font-size: .8rem; }
.numbers dd { margin: 0; font-size: 1.25rem; }
.panel .fine { color: var(--fine); } .panel .error { color: var(--error); } .panel .fault { color: var(--fault); }
.burns { font-size: .85rem; }
.burns th, .burns td { padding: .3rem .7rem .3rem 0; }
@media (max-width: 34rem) { .burns :is(th, td):nth-child(4) { display: none; } .burns .mark { font-size: .75rem; padding: 0 .4rem; } .burns th, .burns td { padding-right: .45rem; } }
`;
