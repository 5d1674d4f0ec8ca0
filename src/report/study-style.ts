/** What the page of a study has beyond the style of a report and of a comparison. */
export const studyStyle = `
.findings { list-style: none; margin: 24px 0; padding: 0; }
.finding { display: grid; grid-template-columns: 8.5em 1fr 1fr; gap: 4px 24px; padding: 12px 0 12px 14px; border-top: 1px solid var(--line); border-left: 4px solid var(--line); align-items: baseline; }
.finding.differs { border-left-color: var(--accent); }
.finding:last-child { border-bottom: 1px solid var(--line); }
.finding p { margin: 0; }
.finding-mark { font: 13px/1.5 var(--plain); color: var(--soft); white-space: nowrap; }
.differs .finding-mark { font-weight: 600; color: var(--ink); }
.finding-text { text-wrap: pretty; }
.finding-basis { font: 13px/1.5 var(--plain); color: var(--soft); text-wrap: pretty; }
.strips { display: grid; gap: 4px; }
.strip { display: grid; grid-template-columns: 180px 1fr; gap: 14px; align-items: center; font: 13px/1.3 var(--plain); color: var(--soft); }
.strip span { text-align: right; overflow-wrap: anywhere; }
.panels .strips { align-content: start; }
.panels .strip { grid-template-columns: 108px 1fr; gap: 10px; }
.strip:first-child span, .group-title + .strip span { color: var(--ink); font-weight: 600; }
.key-facts dd { max-width: 30em; }
@media screen and (max-width: 700px) {
  .finding { grid-template-columns: 1fr; }
  .strip, .panels .strip { grid-template-columns: 1fr; gap: 2px; margin-top: 4px; }
  .strip span { text-align: left; }
}
@media print { .finding, .strip { break-inside: avoid; } }
`;
