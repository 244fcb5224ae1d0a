import type { SimulatorOptions } from '../config/options';
import type { Quota } from './customer';

/** What a customer's action allows: so many messages within so many milliseconds. */
interface Grant {
  messages: number;
  withinMs: number;
}

const minute = 60_000;
const hour = 60 * minute;

/** developers.weixin.qq.com/miniprogram/dev/framework/open-ability/customer-message/send.html */
export const grants = {
  message: { messages: 5, withinMs: 48 * hour },
  enter: { messages: 2, withinMs: minute },
} as const satisfies Record<string, Grant>;

export function isOpen(quota: Quota | undefined, now: number): quota is Quota {
  return quota !== undefined && now < quota.until;
}

/**
 * The quota after an action of the customer. Grants don't add up: the number becomes the larger of
 * the two, and the time the longer.
 */
export function grantQuota(
  quota: Quota | undefined,
  grant: Grant,
  now: number,
  { quotaOnAction }: Pick<SimulatorOptions, 'quotaOnAction'>,
): Quota {
  const open = isOpen(quota, now) ? quota : { left: 0, until: now, limit: 0 };
  const limit = Math.max(open.limit, grant.messages);
  return {
    left: quotaOnAction === 'largest-limit' ? limit : Math.max(open.left, grant.messages),
    until: Math.max(open.until, now + grant.withinMs),
    limit,
  };
}

/** What forbids sending a message now: 45015 out of time, 45047 used up, 0 nothing. */
export function sendingError(quota: Quota | undefined, now: number): 0 | 45015 | 45047 {
  if (!isOpen(quota, now)) return 45015;
  return quota.left > 0 ? 0 : 45047;
}
