/** What a developer sets for their own project; everything else of the page follows from it. */

/**
 * The CloudBase environment that setTyping was uploaded to, for example `cloud1-2g5h8x`.
 * Empty: the account's default environment, which is the first that was created.
 */
export const cloudEnvironment = '';

/** The name of the cloud function: that of its folder. */
export const functionName = 'setTyping';

/**
 * How long the page waits for an answer, in milliseconds. The function itself ends within its own
 * limit (3 s unless changed); the rest is for a cold start and a slow network.
 */
export const answerLimitMs = 15_000;
