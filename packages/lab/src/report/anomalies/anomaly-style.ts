/** What the page about anomalies has beyond the style of a report. */
export const anomalyStyle = `
.scored { display: grid; grid-template-columns: repeat(10, 1fr); gap: 5px; margin-bottom: 22px; }
.scored > div { min-width: 0; }
.scored .tile-label { font-size: 11px; }
.scored .anomalous .tile { outline: 2px solid var(--plot-second); }
.finding { margin: 10px 0; padding-left: 14px; border-left: 4px solid var(--line); text-wrap: pretty; }
.side-by-side { display: grid; grid-template-columns: 1.6fr 1fr; gap: 28px; align-items: end; }
@media screen and (max-width: 700px) {
  .scored { grid-template-columns: repeat(5, 1fr); }
  .side-by-side { grid-template-columns: 1fr; }
}
`;
