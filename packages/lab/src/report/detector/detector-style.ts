/** What the pages of a detector have beyond the style of a report. */
export const detectorStyle = `
.reasons span { display: block; }
.example.alarm .tile:first-child { outline: 2px solid var(--plot-second); }
`;
