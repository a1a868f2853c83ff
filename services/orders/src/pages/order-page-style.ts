/** What the page of an order needs beside the style of all pages. */
export const orderPageStyle = `
body { max-width: 40rem; }
h2 { font-size: 1rem; color: var(--ink); margin: 2rem 0 .5rem; }
a { color: var(--accent); overflow-wrap: anywhere; }
table { width: 100%; border-collapse: collapse; }
th, td { text-align: left; vertical-align: top; padding: .6rem 0; font-weight: 400; overflow-wrap: anywhere; }
tbody th, tbody td { border-bottom: 1px solid var(--line); }
tbody th { color: var(--ink); font-weight: 600; }
tbody small { display: block; font-weight: 400; font-size: .875rem; color: var(--quiet); }
td:last-child { text-align: right; padding-left: 1rem; white-space: nowrap; overflow-wrap: normal; }
tfoot th, tfoot td { padding: .4rem 0 0; }
tfoot .total > * { padding-top: .75rem; font-size: 1.125rem; font-weight: 700; color: var(--ink); }
address { font-style: normal; }
ul, ol { list-style: none; margin: 0; padding: 0; }
li { padding: .25rem 0; }
ol li { position: relative; padding: 0 0 1rem 1.5rem; }
ol li::before { content: ""; position: absolute; left: 0; top: .45rem; width: .625rem; height: .625rem; border-radius: 50%; background: var(--accent); }
ol li::after { content: ""; position: absolute; left: .25rem; top: 1.2rem; bottom: -.35rem; width: .125rem; background: var(--line); }
ol li:last-child { padding-bottom: 0; }
ol li:last-child::after { display: none; }
li time { display: block; font-size: .875rem; color: var(--quiet); }
.state { display: inline-block; margin: 0 0 .5rem; padding: .2rem .75rem; border: 1px solid var(--edge); border-radius: 1rem; font-weight: 600; color: var(--ink); }
`;
