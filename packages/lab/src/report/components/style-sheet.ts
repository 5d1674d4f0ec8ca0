import { colorVariables } from "../pictures/palette.ts";

/** The style of the page: system fonts, one column, light and dark, telephone and paper. */
export const styleSheet: string = `
${colorVariables}
:root {
  --text: Charter, "Bitstream Charter", "Iowan Old Style", "Sitka Text", Cambria, Georgia, serif;
  --plain: system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", sans-serif;
  --mono: ui-monospace, "SF Mono", Menlo, Consolas, "DejaVu Sans Mono", monospace;
}
* { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; text-size-adjust: 100%; }
body {
  margin: 0; background: var(--paper); color: var(--ink);
  font: 17px/1.6 var(--text); font-kerning: normal; counter-reset: figure table;
}
main, footer { max-width: 940px; margin: 0 auto; padding: 0 36px; }
main { padding-top: 64px; }
p, ul, pre { margin: 0 0 1em; }
main > section > p { max-width: 40em; }
h1 { font-size: 42px; line-height: 1.15; letter-spacing: -0.015em; font-weight: 600; margin: 0 0 14px; text-wrap: balance; overflow-wrap: anywhere; }
h2 { font-size: 27px; line-height: 1.25; letter-spacing: -0.01em; font-weight: 600; margin: 0 0 18px; text-wrap: balance; }
section { margin-top: 76px; padding-top: 28px; border-top: 1px solid var(--line); }
a { color: var(--accent); text-decoration-thickness: 1px; text-underline-offset: 2px; }
code, pre { font-family: var(--mono); font-size: 0.86em; }
pre { background: var(--tint); padding: 14px 18px; border-radius: 6px; white-space: pre-wrap; overflow-wrap: anywhere; font-size: 15px; }
pre code { font-size: inherit; }
.number { font-variant-numeric: tabular-nums; }

.kicker { font: 600 13px/1.4 var(--plain); letter-spacing: 0.07em; text-transform: uppercase; color: var(--soft); margin-bottom: 14px; }
.lead { font-size: 20px; line-height: 1.5; color: var(--soft); max-width: 34em; margin-bottom: 28px; text-wrap: pretty; }
.notice { background: var(--notice); border-left: 4px solid var(--notice-line); margin-bottom: 28px; padding: 12px 18px; border-radius: 0 6px 6px 0; font: 16px/1.5 var(--plain); }
.headline { display: grid; grid-template-columns: auto 1fr; gap: 8px 36px; align-items: center; padding: 26px 0 22px; border-top: 1px solid var(--line); }
.headline-number { margin: 0; font: 600 58px/1 var(--plain); letter-spacing: -0.03em; white-space: nowrap; }
.headline-unit { font-size: 22px; font-weight: 400; letter-spacing: 0; color: var(--soft); }
.headline-meaning { margin: 0; font-size: 16px; line-height: 1.5; max-width: 33em; }
.key-facts { display: flex; flex-wrap: wrap; gap: 12px 40px; margin: 0; padding: 16px 0; border: solid var(--line); border-width: 1px 0; font-family: var(--plain); }
.key-facts dt { font-size: 12.5px; color: var(--soft); }
.key-facts dd { margin: 0; font-size: 16px; font-variant-numeric: tabular-nums; }

.contents { margin: 28px 0 0; font: 14px/1.45 var(--plain); }
.contents ol { columns: 17em; column-gap: 32px; margin: 0; padding-left: 1.7em; }
.contents li { margin: 0 0 5px; padding-left: 2px; break-inside: avoid; color: var(--soft); }
.contents code { font-size: 0.95em; }
@media screen and (min-width: 1380px) {
  .contents { position: fixed; top: 64px; right: calc(50% + 482px); width: 188px; margin: 0; max-height: calc(100vh - 100px); overflow-y: auto; }
  .contents ol { columns: auto; }
  .contents a { text-decoration: none; }
  .contents a:hover, .contents a:focus { text-decoration: underline; }
}

figure { margin: 44px 0 52px; counter-increment: figure; }
figcaption { display: grid; grid-template-columns: 1fr 1fr; gap: 10px 36px; margin-top: 18px; font-size: 15px; line-height: 1.5; }
figcaption p { margin: 0; text-wrap: pretty; }
.caption::before { content: "Figure " counter(figure) ". "; font-weight: 700; }
.reading { color: var(--soft); }
.files { display: block; margin-top: 6px; font: 12.5px/1.6 var(--plain); overflow-wrap: anywhere; }
.warnings h2 { font: 600 17px/1.4 var(--plain); margin: 0 0 6px; }
.warnings ul { margin: 0; padding-left: 20px; }
.plot { display: block; max-width: 100%; height: auto; margin: 0 auto; font-family: var(--plain); }
.plot text, .plot tspan { white-space: pre; }
.plot-narrow { display: none; }
.panels { display: grid; gap: 28px 20px; }
.panels-2 { grid-template-columns: repeat(2, minmax(0, 1fr)); }
.panels-3 { grid-template-columns: repeat(3, minmax(0, 1fr)); }
.run-keys { display: flex; flex-wrap: wrap; gap: 4px 24px; list-style: none; margin: 0 0 12px; padding: 0; font: 13px/1.5 var(--plain); }
.run-key { display: inline-flex; align-items: baseline; gap: 8px; color: var(--ink); }
.run-key svg { flex: none; align-self: center; }
.definitions dt { font: 600 15px/1.4 var(--plain); margin-top: 14px; }
.definitions dd { margin: 4px 0 0; font-size: 15px; line-height: 1.5; max-width: 46em; }
.definitions p { margin: 0 0 4px; }
.definitions .source { color: var(--soft); }
.line-key { flex: none; align-self: center; }
.line-key svg { display: block; overflow: visible; }
.plane-map { overflow: visible; }
.map-hits path { fill: none; stroke: transparent; stroke-width: 12px; stroke-linecap: round; pointer-events: stroke; }
.map-hits svg { display: none; pointer-events: none; image-rendering: pixelated; }
.map-hits g:hover path { stroke: var(--ink); stroke-width: 9px; }
.map-hits g:hover svg { display: block; }
.sprite { position: absolute; }
.class-key::before { content: ""; display: inline-block; width: 10px; height: 10px; margin-right: 6px; border-radius: 50%; background: var(--color); -webkit-print-color-adjust: exact; print-color-adjust: exact; }
.measures tbody th { padding-left: 18px; }
.measures .measure th { padding: 16px 0 6px; font-weight: 600; color: var(--ink); white-space: normal; }
.folded { margin: 20px 0; border: solid var(--line); border-width: 1px 0; }
.folded summary { cursor: pointer; padding: 10px 0; font: 600 15px/1.4 var(--plain); }
.folded + .folded { border-top: 0; margin-top: -21px; }

.tile { display: block; width: 100%; height: auto; image-rendering: pixelated; border-radius: 2px; -webkit-print-color-adjust: exact; print-color-adjust: exact; }
.tile.drawing { image-rendering: auto; }
.tile-label { display: block; font: 12px/1.35 var(--plain); color: var(--soft); text-align: center; font-variant-numeric: tabular-nums; margin-top: 4px; overflow-wrap: anywhere; }
.tile-label b { display: block; color: var(--ink); font-weight: 600; }
.tile-label span { display: block; }
.examples { display: grid; grid-template-columns: auto repeat(10, 1fr); grid-template-rows: repeat(4, auto); gap: 6px; align-items: start; }
.example, .row-names { display: grid; grid-row: span 4; grid-template-rows: subgrid; align-items: start; }
.row-names { font: 12.5px/1 var(--plain); color: var(--soft); text-align: right; padding-right: 8px; }
.row-names span { align-self: center; }
.legend { display: flex; gap: 4px 10px; align-items: center; justify-content: flex-end; margin: 12px 0 0; font: 12.5px/1.4 var(--plain); color: var(--soft); }
.legend img { width: 128px; min-width: 40px; height: 10px; border-radius: 2px; }
.extremes { display: grid; grid-template-columns: repeat(3, 1fr); gap: 28px; }
.group-title { font: 600 14px/1.3 var(--plain); margin: 0 0 8px; }
.extreme-tiles { display: grid; grid-template-columns: repeat(4, 1fr); gap: 5px; }
.extreme-tiles > div { min-width: 0; }
.extreme-tiles .tile { margin-bottom: 5px; }
.extreme-tiles .tile-label { font-size: 11px; }
.units { display: grid; grid-template-columns: repeat(8, 1fr); gap: 16px 14px; }
.unit-pair { display: grid; grid-template-columns: 1fr 1fr; gap: 3px; }
.units .tile-label b { display: inline; margin-right: 6px; }
.units-foot { display: flex; flex-wrap: wrap; gap: 4px 28px; justify-content: space-between; align-items: center; margin-top: 18px; }
.units-foot .legend { margin: 0; }
.zero-code { display: flex; gap: 10px; align-items: center; margin: 0; font: 12.5px/1.4 var(--plain); color: var(--soft); }
.zero-code .tile { width: 48px; }
.samples { display: grid; grid-template-columns: repeat(16, 1fr); gap: 4px; }
.code-grid .tile { width: auto; max-width: 100%; margin: 0 auto; }
.walks { display: grid; gap: 8px; }
.class-row { display: grid; grid-auto-flow: column; grid-auto-columns: 1fr; gap: 4px; }
.walk { display: grid; grid-template-columns: 1fr 10.6fr 1fr; gap: 14px; align-items: center; }
.walk-steps { display: grid; grid-template-columns: repeat(10, 1fr); gap: 4px; }
.filters { display: grid; grid-template-columns: repeat(8, 1fr); gap: 8px 12px; }
.filters.windows { grid-template-columns: repeat(16, 1fr); }
.unit-images { display: grid; grid-template-columns: 1fr 1fr; gap: 36px; }
.unit-row { display: grid; grid-template-columns: 48px repeat(8, 1fr); gap: 4px; align-items: center; margin-bottom: 8px; }
.unit-row .tile-label { margin: 0; }
.feature-layers { display: grid; gap: 24px; }
.feature-row { display: grid; grid-template-columns: 84px 1fr; gap: 14px; align-items: center; margin-bottom: 10px; }

.table { overflow-x: auto; margin: 28px 0 36px; counter-increment: table; }
table { border-collapse: collapse; width: 100%; font: 14.5px/1.45 var(--plain); }
caption { text-align: left; font: 15px/1.5 var(--text); padding-bottom: 10px; text-wrap: pretty; }
caption span { display: block; max-width: min(868px, calc(100vw - 36px)); }
caption span::before { content: "Table " counter(table) ". "; font-weight: 700; }
th, td { text-align: left; vertical-align: baseline; padding: 6px 18px 6px 0; border-bottom: 1px solid var(--line); font-weight: 400; }
th:last-child, td:last-child { padding-right: 0; }
thead th { font-weight: 600; border-bottom: 1.5px solid var(--soft); vertical-align: bottom; }
.facts th { width: 1%; padding-right: 32px; }
.facts { border-top: 1px solid var(--line); }
tbody th { color: var(--soft); white-space: nowrap; }
th.number, td.number { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
thead th.number { white-space: normal; text-wrap: balance; }
.unit { display: block; font-weight: 400; font-size: 12.5px; color: var(--soft); white-space: normal; }
.sample-rows { overflow-x: auto; }
.sample-rows table { font-size: 12.5px; font-variant-numeric: tabular-nums; }
.sample-rows th, .sample-rows td { padding: 3px 12px 3px 0; }
.sample-rows .text { padding-left: 12px; }
.sample-rows thead th { font-size: 12px; overflow-wrap: break-word; min-width: 3.5em; }
.sample-rows thead td { border-bottom: 1.5px solid var(--soft); }
.sample-rows tbody th, .sample-rows thead td { position: sticky; left: 0; background: var(--paper); white-space: normal; min-width: 6.5em; }
.sample-rows td { white-space: nowrap; }
.sample-rows .group th { color: var(--ink); font-weight: 600; padding-top: 12px; }
.sample-rows .group span { position: sticky; left: 0; }
.column-names { font: 13px/1.5 var(--plain); color: var(--soft); overflow-wrap: anywhere; }
.layers { list-style: none; margin: 0; padding: 0; }
.checksum { overflow-wrap: anywhere; }
footer { margin-top: 64px; padding-top: 20px; padding-bottom: 48px; font: 13px/1.5 var(--plain); color: var(--soft); }

@media screen and (max-width: 700px) {
  body { font-size: 16.5px; }
  main, footer { padding-left: 18px; padding-right: 18px; }
  main { padding-top: 32px; }
  h1 { font-size: 31px; }
  h2 { font-size: 24px; }
  .lead { font-size: 18px; }
  section { margin-top: 52px; }
  .headline { grid-template-columns: 1fr; gap: 14px; }
  .headline-number { white-space: normal; }
  .key-facts { gap: 10px 28px; }
  figcaption { grid-template-columns: 1fr; }
  .panels { grid-template-columns: 1fr; }
  .plot-wide { display: none; }
  .plot-narrow { display: block; }
  .examples { grid-template-columns: repeat(5, 1fr); grid-template-rows: none; gap: 5px; }
  .row-names { display: none; }
  .tile-label { margin-bottom: 10px; }
  .extremes { grid-template-columns: 1fr; gap: 14px; }
  .units, .filters { grid-template-columns: repeat(4, 1fr); gap: 6px 12px; }
  .samples, .filters.windows { grid-template-columns: repeat(8, 1fr); }
  .walk { grid-template-columns: 1fr 5.4fr 1fr; gap: 8px; }
  .walk-steps { grid-template-columns: repeat(5, 1fr); }
  .unit-images { grid-template-columns: 1fr; gap: 14px; }
  .feature-row { grid-template-columns: 48px 1fr; gap: 8px; }
  table { font-size: 13.5px; }
  th, td { padding-right: 12px; }
  tbody th { white-space: normal; }
  .settings tr { display: grid; grid-template-columns: 1fr 5.5em 5.5em; border-bottom: 1px solid var(--line); padding: 4px 0; }
  .settings th, .settings td { border: 0; padding: 1px 0; overflow-wrap: anywhere; }
  .settings td:last-child { grid-column: 1 / -1; color: var(--soft); }
  .settings th:last-child { display: none; }
}
@media print {
  @page { margin: 16mm; }
  body { font-size: 10.5pt; }
  main, footer { max-width: none; padding: 0; }
  h1 { font-size: 24pt; }
  h2 { font-size: 16pt; break-after: avoid; }
  section { margin-top: 28pt; padding-top: 12pt; }
  figure, tr, .headline, .key-facts, .notice, .finding, .strip { break-inside: avoid; }
  figcaption { break-before: avoid; break-inside: avoid; }
  details::details-content { content-visibility: visible; block-size: auto; }
  .folded summary { list-style: none; break-after: avoid; }
  .table { overflow: visible; }
  tbody th, th.number, td.number { white-space: normal; }
  .facts tbody th { white-space: nowrap; }
  .cells, .cells .unit { font-size: 7.5pt; }
  .cells th, .cells td { padding-right: 6px; overflow-wrap: anywhere; }
  footer { margin-top: 20pt; padding-bottom: 0; break-before: avoid; }
  a[href^="http"]::after { content: " (" attr(href) ")"; overflow-wrap: anywhere; }
  * { -webkit-print-color-adjust: exact; print-color-adjust: exact; }
  figure { margin: 20pt 0; }
  caption { break-after: avoid; }
  figcaption, caption, .headline-meaning { font-size: 9pt; }
  table { font-size: 8.5pt; }
  th, td { padding: 4px 10px 4px 0; }
  a { text-decoration: none; }
}
`;
