/** What the page of a study has beyond the style of a report and of a comparison. */
export const studyStyle = `
.answer { font-size: 1.25em; line-height: 1.45; text-wrap: pretty; padding-left: 14px; border-left: 4px solid var(--accent); }
.findings td, .findings th[scope="row"] { white-space: normal; text-align: left; vertical-align: baseline; }
.findings td:nth-child(3), .findings td:nth-child(4) { white-space: nowrap; }
.strips { display: grid; gap: 4px; }
.strip { display: grid; grid-template-columns: 180px 1fr; gap: 14px; align-items: center; font: 13px/1.3 var(--plain); color: var(--soft); }
.strip span { text-align: right; overflow-wrap: anywhere; }
.panels .strips { align-content: start; }
.panels .strip { grid-template-columns: 108px 1fr; gap: 10px; }
.strip:first-child span, .group-title + .strip span { color: var(--ink); font-weight: 600; }
.key-facts dd { max-width: 30em; }
@media screen and (max-width: 700px) {
  .strip, .panels .strip { grid-template-columns: 1fr; gap: 2px; margin-top: 4px; }
  .strip span { text-align: left; }
}
@media print { .strip { break-inside: avoid; } }
`;
