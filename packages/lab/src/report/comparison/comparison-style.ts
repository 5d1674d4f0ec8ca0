/** What the page of a comparison has beyond the style of a report. */
export const comparisonStyle = `
.compared { display: grid; gap: 5px; align-items: center; }
.compared .run-key { white-space: normal; overflow-wrap: anywhere; }
.compared-name { grid-column: 1 / -1; margin: 10px 0 0; font: 13px/1.4 var(--plain); }
.commands code { display: block; overflow-wrap: anywhere; }
`;
