import type { Handling } from './deps';
import { splitText } from './splitText';

/**
 * Sends one message to a customer, as much of `text` as fits into it; its errCode comes back.
 */
export async function sendText(
  openid: string,
  text: string,
  { transport }: Pick<Handling, 'transport'>,
): Promise<number> {
  const [content = ''] = splitText(text, 1);
  const message = { touser: openid, msgtype: 'text', text: { content } } as const;
  return (await transport.send(message)).errCode;
}
