/** What the page of scores has beyond the style of a report: on a telephone the reasons stand below their row. */
export const scoresStyle = `
.strangest td:last-child { min-width: 26em; }
.reasons span { display: block; }
.examples + .examples { margin-top: 18px; }
.example.alarm .tile:first-child { outline: 2px solid var(--plot-second); }
@media screen and (max-width: 700px) {
  .strangest tr { display: flex; flex-wrap: wrap; border-bottom: 1px solid var(--line); padding: 6px 0; }
  .strangest th, .strangest td { flex: 1 1 0; min-width: 0; border: 0; padding: 1px 8px 1px 0; overflow-wrap: anywhere; }
  .strangest thead th { font-size: 12px; overflow-wrap: normal; }
  .strangest th:last-child, .strangest td:last-child { flex: 1 0 100%; min-width: 0; }
}
`;
