import { withDeadline } from '../shared/deadline';
import type { Handling } from './parts';
import { splitText } from './splitText';

const late = { errCode: -501002, errMsg: '' };

/**
 * Sends one message to a customer, as much of `text` as fits into it; its errCode comes back. It is
 * waited for no longer than one call may take.
 */
export async function sendText(
  openid: string,
  text: string,
  { transport, clock, budget }: Handling,
): Promise<number> {
  const [content = ''] = splitText(text, 1);
  const sending = transport.send({ touser: openid, msgtype: 'text', text: { content } });
  const deadline = clock.now() + budget.callMs;
  return (await withDeadline(sending, deadline, clock, () => late)).errCode;
}
