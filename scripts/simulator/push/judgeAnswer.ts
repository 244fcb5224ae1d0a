import { fieldOf } from '../../cli/fieldOf';
import type { InvokeResult } from '../host/host';
import type { PushEvent } from './pushMessage';

/** What WeChat makes of a function's answer to a push. */
export interface PushVerdict {
  kind: 'success' | 'transfer' | 'wrong' | 'failed' | 'late';
  /** For people: why the answer is wrong, and what was expected. */
  message?: string;
}

const expected =
  "expected 'success', or {MsgType: 'transfer_customer_service', ToUserName, FromUserName, CreateTime} for a message";

/**
 * Judges an answer to a push.
 * developers.weixin.qq.com/miniprogram/dev/framework/open-ability/customer-message/trans.html
 */
export function judgeAnswer({ result, error }: InvokeResult, event: PushEvent): PushVerdict {
  if (error) return { kind: 'failed', message: error.errMsg };
  if (result === 'success') return { kind: 'success' };
  if (fieldOf(result, 'MsgType') !== 'transfer_customer_service') {
    return wrong(`the function answered ${shown(result)}; ${expected}`);
  }
  if (event.MsgType === 'event') {
    return wrong(`an event cannot be handed over to agents; ${expected}`);
  }
  if (fieldOf(result, 'ToUserName') !== event.FromUserName) {
    return wrong(
      `the hand-over has to be addressed to the customer: ToUserName is ${shown(fieldOf(result, 'ToUserName'))}, not the event's FromUserName`,
    );
  }
  return { kind: 'transfer' };
}

function wrong(message: string): PushVerdict {
  return { kind: 'wrong', message };
}

function shown(value: unknown): string {
  const text = JSON.stringify(value) ?? 'nothing';
  return text.length > 200 ? `${text.slice(0, 200)}…` : text;
}
