/** The files of a folder of results. */
export const anomalyFiles = { results: "anomaly.json", page: "anomaly.html" } as const;
