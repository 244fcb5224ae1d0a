import type { SimulatorOptions } from '../config/options';

/** A conversation that was handed over to a human agent. Times on the simulator's clock. */
export interface AgentSession {
  /** Undefined: the customer waits for one. */
  acceptedAt: number | undefined;
  /** Last message in either direction since then. */
  messageAt: number;
}

/** How a customer's view tells of it; null: no agent has the conversation. */
export type AgentState = 'waiting' | 'accepted' | null;

/**
 * "超过 30 分钟": then WeChat stops forwarding to the agent by itself.
 * developers.weixin.qq.com/miniprogram/dev/framework/open-ability/customer-message/trans.html
 */
const sessionMs = 30 * 60_000;

/** When WeChat ends it; undefined: not by itself. */
export function agentUntil(
  session: AgentSession | undefined,
  { agentTimeout }: Pick<SimulatorOptions, 'agentTimeout'>,
): number | undefined {
  if (session?.acceptedAt === undefined) return undefined;
  return (
    (agentTimeout === 'from-last-message' ? session.messageAt : session.acceptedAt) + sessionMs
  );
}

export function agentState(
  session: AgentSession | undefined,
  now: number,
  options: Pick<SimulatorOptions, 'agentTimeout'>,
): AgentState {
  if (!session) return null;
  if (session.acceptedAt === undefined) return 'waiting';
  return now < (agentUntil(session, options) ?? 0) ? 'accepted' : null;
}
