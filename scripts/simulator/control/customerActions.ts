import { randomInt } from 'node:crypto';
import { isOpenid } from '../conversation/isOpenid';
import type { PushResult } from '../push/createPush';
import { enterPush, messagePush } from '../push/pushMessage';
import type { ControlDeps } from './controlDeps';
import { ControlError } from './controlError';
import { readBody } from './readBody';
import { readCustomerMessage } from './readCustomerMessage';

/** @throws ControlError where it cannot be an OpenID. */
export function readOpenid(text: string): string {
  if (isOpenid(text)) return text;
  throw new ControlError(400, 'an OpenID has 1 to 128 characters of A-Z, a-z, 0-9, _ and -');
}

/**
 * `POST /_sim/customers/:openid/messages`: the customer says something, and the function that gets
 * message push is called. A msgId that this customer has used already is a repeat by WeChat: it is
 * pushed once more, but nothing new is said.
 */
export async function sayMessage(
  openid: string,
  body: unknown,
  said: Set<string>,
  { conversation, news, push, appid, clock, options }: ControlDeps,
): Promise<{ push: PushResult | null }> {
  const fields = readBody(body);
  const message = readCustomerMessage(fields);
  const msgId = readMsgId(fields.msgId ?? fields.MsgId);
  const key = `${openid} ${msgId}`;
  if (!said.has(key)) {
    said.add(key);
    conversation.say(openid, message);
    news.changed(openid);
  }
  const event = messagePush(message, msgId, { openid, appid, now: clock.now() }, options);
  return { push: (await push?.(openid, event)) ?? null };
}

/** `POST /_sim/customers/:openid/enter`: the customer opens the conversation. */
export async function enterSession(
  openid: string,
  body: unknown,
  { conversation, news, push, appid, clock }: ControlDeps,
): Promise<{ push: PushResult | null }> {
  const { sessionFrom = 'wxapp' } = readBody(body ?? {}, ['sessionFrom']);
  if (typeof sessionFrom !== 'string') {
    throw new ControlError(400, '"sessionFrom" has to be a text');
  }
  conversation.enter(openid);
  news.changed(openid);
  const event = enterPush({ openid, appid, now: clock.now() }, sessionFrom);
  return { push: (await push?.(openid, event)) ?? null };
}

/** WeChat's are 64-bit integers; one made here is short enough to survive as a number, too. */
function readMsgId(given: unknown): string {
  if (given === undefined) return String(randomInt(1e12, 2e14));
  if ((typeof given === 'string' && given !== '') || Number.isInteger(given)) return String(given);
  throw new ControlError(400, '"msgId" has to be a text or a whole number');
}
