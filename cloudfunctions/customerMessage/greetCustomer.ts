import type { Handling } from './deps';
import { isFirstDelivery } from './isFirstDelivery';
import type { Push } from './push';
import { sendText } from './sendText';

/**
 * With GREETING set, a customer who opens the conversation is greeted; WeChat allows two messages,
 * within a minute. Other events are passed by. Says what happened, for the log.
 */
export async function greetCustomer(push: Push, handling: Handling): Promise<string> {
  const { env, trace } = handling;
  const greeting = env.GREETING?.trim();
  if (!greeting || push.type !== 'user_enter_tempsession') return 'passed by';
  if (!(await isFirstDelivery(push, handling))) return 'handled elsewhere';
  trace.errCode = await sendText(push.openid, greeting, handling);
  return trace.errCode === 0 ? 'greeted' : 'not greeted';
}
