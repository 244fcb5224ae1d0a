/** The burst: many customers write at once, each several messages, before the first is answered. */
export const plan = {
  customers: 20,
  messagesEach: 5,
  /** Between two messages of a customer. */
  gapSeconds: 1,
  /** From a message to its answer. */
  answerSeconds: 20,
} as const;

/** How long a status lasts, by WeChat's documentation. */
const statusSeconds = 15;

const callsFor = (seconds: number) => Math.ceil(seconds / statusSeconds);

/**
 * The fewest Typing calls with which every customer sees typing for as long as an answer to them is
 * being prepared: until the first answer, and, since each answer takes the status down, between
 * that and each further one.
 */
export const typingNeeded =
  plan.customers *
  (callsFor(plan.answerSeconds) + (plan.messagesEach - 1) * callsFor(plan.gapSeconds));
