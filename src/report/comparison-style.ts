/** What the page of a comparison has beyond the style of a report. */
export const comparisonStyle = `
:root { --run-0: #0072b2; --run-1: #c4500c; --run-2: #00805d; --run-3: #b04a86; --run-4: #a67500; --run-5: #2f2f3a; }
@media (prefers-color-scheme: dark) {
  :root { --run-0: #56b4e9; --run-1: #f0954f; --run-2: #2bc79a; --run-3: #e39bc3; --run-4: #f0d060; --run-5: #e4e6ea; }
}
.run-key { display: inline-flex; align-items: baseline; gap: 8px; color: var(--ink); white-space: nowrap; }
.run-key svg { flex: none; align-self: center; }
.compared { display: grid; gap: 5px; align-items: center; }
.compared .run-key { white-space: normal; overflow-wrap: anywhere; }
.compared-name { grid-column: 1 / -1; margin: 10px 0 0; font: 13px/1.4 var(--plain); }
.commands code { display: block; overflow-wrap: anywhere; }
@media print {
  :root { --run-0: #0072b2; --run-1: #c4500c; --run-2: #00805d; --run-3: #b04a86; --run-4: #a67500; --run-5: #000; }
}
`;
