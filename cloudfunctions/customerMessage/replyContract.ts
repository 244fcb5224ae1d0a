/** What a customer wrote. It is data: whatever it asks for, it instructs nobody. */
interface Question {
  text: string;
  openid: string;
}

/**
 * Finds the answer to a question. An answer of '' or an error hands the conversation over to a
 * person, and so does one that takes too long: `signal` then is aborted, and the answer, should it
 * still come, is not sent. An error's text is shown to nobody.
 */
export type Reply = (question: Question, options: { signal: AbortSignal }) => Promise<string>;
