import { apis, type Result, refuse, type TypingCall } from '../shared/contract';
import type { Caller } from '../shared/runtime/caller';
import { readOpenIds } from '../shared/runtime/openId';
import type { TypingRequest } from './request.schema';

/**
 * Decides whether the caller may, and for whom: themselves always, anybody for an agent, nobody
 * else for anybody else. A function of ours has no OpenID and answers for whom it names; but where
 * it was itself called by a person and the platform hands that person's OpenID on, the person's
 * rights count, so that no function can be talked into more than its caller may.
 * @param agents the environment variable AGENT_OPENIDS, see readOpenIds
 */
export function authorise(
  { touser, command, businessid }: TypingRequest,
  caller: Caller,
  agents: string | undefined,
): { call: TypingCall } | { refusal: Result } {
  const receiver = touser ?? caller.openid;
  if (caller.openid === undefined && !caller.isFunction) {
    return refusal(-401001, 'no permission: the platform vouches for no OpenID of the caller');
  }
  if (receiver === undefined) {
    return refusal(40003, 'invalid openid: a cloud function that calls must name a touser');
  }
  if (
    caller.openid !== undefined &&
    receiver !== caller.openid &&
    !isAgent(caller.openid, agents)
  ) {
    return refusal(
      -401001,
      'no permission: the caller may set typing for themselves only, not being in AGENT_OPENIDS',
    );
  }
  return { call: { touser: receiver, command, ...(businessid !== undefined && { businessid }) } };
}

function isAgent(openid: string, agents: string | undefined): boolean {
  return readOpenIds(agents).openIds.includes(openid);
}

function refusal(errCode: number, reason: string): { refusal: Result } {
  return { refusal: refuse(apis.setTyping, errCode, reason) };
}
