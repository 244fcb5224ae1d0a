/** A JSON file of the mini program: app.json, or that of a page or component. */
export type Config = Record<string, unknown>;
