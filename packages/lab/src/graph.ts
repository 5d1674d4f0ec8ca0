// The interface of the graph, which is that of hourglass-core.

export * from "hourglass-core/graph";
