import { randomInt } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import type { CustomerView } from '../conversation/customer';
import { isOpenid } from '../conversation/customer';
import type { PushResult } from '../push/createPush';
import { enterPush, messagePush } from '../push/pushMessage';
import { readCustomerMessage } from './readCustomerMessage';
import type { ControlDeps } from './route';
import { ControlError, param, type Routes, readBody } from './route';

/** What customers do, and what they see. */
export function customerRoutes(deps: ControlDeps): Routes {
  const { conversation } = deps;
  const openidOf = (request: FastifyRequest) => readOpenid(param(request, 'openid'));
  return {
    '/_sim/customers': {
      GET: () => ({
        customers: conversation
          .openids()
          .map((openid) => ({ openid, ...conversation.view(openid) })),
      }),
    },
    '/_sim/customers/:openid': { GET: (request) => conversation.view(openidOf(request)) },
    '/_sim/customers/:openid/messages': {
      POST: (request) => sayMessage(openidOf(request), request.body, deps),
    },
    '/_sim/customers/:openid/agent': {
      POST: (request) => actAsAgent(openidOf(request), request.body, deps),
    },
    '/_sim/customers/:openid/enter': {
      POST: (request) => enterSession(openidOf(request), request.body, deps),
    },
  };
}

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
async function sayMessage(
  openid: string,
  body: unknown,
  { conversation, updates, push, appid, clock, options, said, media }: ControlDeps,
): Promise<{ push: PushResult | null }> {
  const fields = readBody(body);
  const message = media.received(readCustomerMessage(fields));
  const msgId = readMsgId(fields.msgId ?? fields.MsgId);
  const key = `${openid} ${msgId}`;
  if (!said.has(key)) {
    said.add(key);
    conversation.say(openid, message);
    updates.changed(openid);
  }
  // From when an agent has accepted the conversation, WeChat sends the messages to them alone.
  if (conversation.agent(openid) === 'accepted') return { push: null };
  const event = messagePush(message, msgId, { openid, appid, now: clock.now() }, options);
  return { push: (await push?.(openid, event)) ?? null };
}

/** `POST /_sim/customers/:openid/agent`: what the human agent does to whom the customer was handed over. */
function actAsAgent(
  openid: string,
  body: unknown,
  { conversation, updates }: ControlDeps,
): CustomerView {
  const { action, content } = readBody(body, ['action', 'content']);
  const acts: Readonly<Record<string, () => boolean>> = {
    accept: () => conversation.accept(openid),
    message: () => conversation.agentSays(openid, readContent(content)),
    close: () => conversation.closeAgent(openid),
  };
  const act = typeof action === 'string' && Object.hasOwn(acts, action) ? acts[action] : undefined;
  if (!act)
    throw new ControlError(400, `"action" has to be one of ${Object.keys(acts).join(', ')}`);
  if (!act()) {
    const agent = conversation.agent(openid);
    const stands = agent === null ? 'no agent has been called for this customer' : `it is ${agent}`;
    throw new ControlError(
      409,
      `${stands}; the customer has to be handed over first, then the agent accepts, writes and closes`,
    );
  }
  updates.changed(openid);
  return conversation.view(openid);
}

function readContent(content: unknown): string {
  if (typeof content === 'string' && content !== '') return content;
  throw new ControlError(400, '"content" has to be a text, not empty');
}

/** `POST /_sim/customers/:openid/enter`: the customer opens the conversation. */
async function enterSession(
  openid: string,
  body: unknown,
  { conversation, updates, push, appid, clock }: ControlDeps,
): Promise<{ push: PushResult | null }> {
  const { sessionFrom = 'wxapp' } = readBody(body ?? {}, ['sessionFrom']);
  if (typeof sessionFrom !== 'string') {
    throw new ControlError(400, '"sessionFrom" has to be a text');
  }
  conversation.enter(openid);
  updates.changed(openid);
  const event = enterPush({ openid, appid, now: clock.now() }, sessionFrom);
  return { push: (await push?.(openid, event)) ?? null };
}

/**
 * WeChat's are 64-bit integers; one made here is short enough to survive as a number, too. A number
 * that JavaScript cannot hold exactly would be another message's.
 */
function readMsgId(given: unknown): string {
  if (given === undefined) return String(randomInt(1e12, 2e14));
  if ((typeof given === 'string' && given !== '') || Number.isSafeInteger(given)) {
    return String(given);
  }
  throw new ControlError(
    400,
    '"msgId" has to be a text or a whole number; one over 9007199254740991 has to be a text',
  );
}
