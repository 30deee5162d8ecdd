/** How the page looks: by the system's fonts, light or dark. */
export const PAGE_STYLE = `
:root { color-scheme: light dark; --ground: #f6f7f9; --card: #fff; --ink: #1d2430; --soft: #5d6878; --line: #e0e4ea;
  --green: #14804a; --red: #c2283a; --amber: #a76300; --hit-before: #fde8e8; --hit-after: #e2f6ea; --hit: #fff1d6; --code: #f3f5f8; }
@media screen and (prefers-color-scheme: dark) { :root { --ground: #10141b; --card: #181e27; --ink: #e4e9f0; --soft: #95a1b3; --line: #2a3340;
  --green: #46c382; --red: #ff7a86; --amber: #f0b04f; --hit-before: #47222a; --hit-after: #173a2a; --hit: #43361a; --code: #131922; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--ground); color: var(--ink); font: 15px/1.5 system-ui, -apple-system, "Segoe UI", sans-serif; }
.pass { --tone: var(--green); } .fail, .breaking, .error { --tone: var(--red); } .dangerous, .warn { --tone: var(--amber); }
.compatible { --tone: var(--green); }
header { padding: 2.2rem max(1.5rem, calc(50vw - 36rem)); background: var(--card); border-bottom: 1px solid var(--line);
  box-shadow: inset 0 6px 0 var(--tone); }
header p { margin: 0; color: var(--soft); }
header .verdict { color: var(--tone); font-size: 1.15rem; font-weight: 600; }
h1 { margin: .2rem 0; font-size: 1.9rem; line-height: 1.2; overflow-wrap: anywhere; }
h1 .mark { color: var(--tone); }
h2 { display: inline-block; font-size: 1.1rem; margin: 0; } h2::first-letter { text-transform: uppercase; }
h3 { margin: 0; font-size: 1rem; font-weight: 600; overflow-wrap: anywhere; }
main { max-width: 75rem; margin: 0 auto; padding: 1.5rem; }
section { margin: 0 0 2rem; }
article { background: var(--card); border: 1px solid var(--line); border-left: 4px solid var(--tone, var(--line)); border-radius: 8px;
  padding: .9rem 1.1rem; margin: .8rem 0 0; }
article p { margin: .15rem 0; color: var(--soft); overflow-wrap: anywhere; }
nav { display: flex; flex-wrap: wrap; gap: .4rem 1.4rem; margin: 1.2rem 0; } nav a { color: inherit; }
small, footer { color: var(--soft); font-size: .85rem; }
.steps { display: grid; gap: .8rem; grid-template-columns: repeat(auto-fit, minmax(15rem, 1fr)); }
.steps article { margin: 0; } .steps h2 { color: var(--tone); }
summary { cursor: pointer; } summary span { background: var(--tone, var(--soft)); color: var(--card); border-radius: 1rem; padding: 0 .6rem;
  font-size: .85rem; font-weight: 600; }
.accepted { color: var(--green); }
.sides { display: grid; gap: .8rem; grid-template-columns: 1fr 1fr; } .sides figure { min-width: 0; }
@media (max-width: 48rem) { .sides { grid-template-columns: 1fr; } }
figure { margin: .7rem 0; } figcaption { color: var(--soft); font-size: .75rem; letter-spacing: .06em; text-transform: uppercase; }
code, pre { font: .85em/1.55 ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; }
code { background: var(--code); border-radius: 4px; padding: .1em .35em; overflow-wrap: anywhere; }
pre { margin: .2rem 0 0; background: var(--code); border: 1px solid var(--line); border-radius: 6px; padding: .5rem 0; overflow-x: auto; }
pre span { display: block; min-width: max-content; padding-right: 1rem; }
pre b { display: inline-block; width: 3.6em; padding-right: 1em; text-align: right; color: var(--soft); font-weight: 400; user-select: none; }
.hit { background: var(--hit); } .before .hit { background: var(--hit-before); } .after .hit { background: var(--hit-after); }
.lacks .hit { background: none; }
table { width: 100%; border-collapse: collapse; background: var(--card); border: 1px solid var(--line); border-radius: 8px; margin-top: .8rem; }
th, td { padding: .45rem 1.1rem; text-align: left; white-space: nowrap; font-weight: 400; } td:nth-child(2) { width: 100%; }
td:last-child { text-align: right; color: var(--soft); font-variant-numeric: tabular-nums; }
.bar { display: flex; height: .7rem; border-radius: 1rem; overflow: hidden; background: var(--line); }
@media print { main, header { padding: 1rem 0; } article { break-inside: avoid; } pre span { min-width: 0; white-space: pre-wrap; overflow-wrap: anywhere; } }
.bar i { background: var(--green); } .bar .excepted { background: var(--amber); }
`;
