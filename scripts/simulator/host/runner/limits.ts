/** How much of what a call prints is kept. */
export const keptOutput = { lines: 1_000, bytes: 256 * 1024 };

/** The largest result that callFunction hands on, in bytes of JSON. */
export const maxResult = 1024 * 1024;
