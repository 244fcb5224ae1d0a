/** `process.env`, read at each call: the platform sets it afresh for each invocation. */
export type Env = Readonly<Record<string, string | undefined>>;
