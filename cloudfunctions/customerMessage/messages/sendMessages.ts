import type { OutgoingMessage, Result, Transport } from '../../shared/contract';
import type { Delivery } from '../deps';
import { type Message, maxMessages, ReplyError } from '../replyContract';
import type { MediaIdOf } from './pictures';
import { splitText } from './splitText';

interface SendDeps {
  transport: Pick<Transport, 'send'>;
  mediaIdOf: MediaIdOf;
  delivery: Delivery;
  /** Each message is sent within it: withTyping's `send`. Default: as it is. */
  around?: <R>(deliver: () => Promise<R>) => Promise<R>;
}

/** A picture's media_id is not, or no longer, known to WeChat. */
const noSuchMedia = 40007;

/**
 * Sends messages in their order; a long text is divided. One that WeChat did not acknowledge is not
 * sent again, for it may have arrived.
 * @throws ReplyError where one could not be sent
 */
export async function sendMessages(
  touser: string,
  messages: readonly Message[],
  { transport, mediaIdOf, delivery, around = (deliver) => deliver() }: SendDeps,
): Promise<void> {
  // All is prepared before the first goes: a picture that is missing is no half answer.
  const prepared: Prepared[] = [];
  for (const one of dividedTexts(messages)) {
    const make = (again: boolean) => outgoing(touser, one, (picture) => mediaIdOf(picture, again));
    prepared.push({ message: await make(false), renew: () => make(true) });
  }
  delivery.total = prepared.length;
  for (const { message, renew } of prepared) {
    let { errCode } = await deliver(message);
    if (errCode === noSuchMedia) ({ errCode } = await deliver(await renew()));
    if (errCode !== 0) throw new ReplyError(`sending it failed: ${errCode}`);
  }

  function deliver(message: OutgoingMessage): Promise<Result> {
    return around(() => {
      const sending = transport.send(message);
      delivery.pending = sending.then(({ errCode }) => {
        if (errCode === 0) delivery.sent += 1;
      });
      return sending;
    });
  }
}

interface Prepared {
  message: OutgoingMessage;
  /** The same with its picture uploaded again. */
  renew(): Promise<OutgoingMessage>;
}

/** At most five; the last text is cut off, visibly, so that every other message has its place. */
function dividedTexts(messages: readonly Message[]): Message[] {
  const kept = messages.slice(0, maxMessages);
  let spare = maxMessages - kept.length;
  return kept.flatMap((message): Message[] => {
    if (!('text' in message)) return [message];
    const texts = splitText(message.text, spare + 1);
    spare -= Math.max(0, texts.length - 1);
    return texts.map((text) => ({ text }));
  });
}

async function outgoing(
  touser: string,
  message: Message,
  mediaIdOf: MediaIdOf,
): Promise<OutgoingMessage> {
  if ('text' in message) return { touser, msgtype: 'text', text: { content: message.text } };
  if ('image' in message) {
    return { touser, msgtype: 'image', image: { media_id: await mediaIdOf(message.image) } };
  }
  if ('link' in message) return { touser, msgtype: 'link', link: message.link };
  const { title, pagepath, thumb } = message.miniprogrampage;
  const thumb_media_id = await mediaIdOf(thumb);
  return {
    touser,
    msgtype: 'miniprogrampage',
    miniprogrampage: { title, pagepath, thumb_media_id },
  };
}
