/** The command was used wrongly. Its message is one line that says what is wrong and what is accepted. */
export class UsageError extends Error {}
