import type { Events } from '../events/createEvents';
import type { Host, Invocation, InvokeResult } from '../host/host';

/** Runs a function as `wx.cloud.callFunction` would. Never rejects. */
export type Invoke = (name: string, invocation: Invocation) => Promise<InvokeResult>;

/**
 * The one way to a hosted function, whoever calls it, so that every run of one is told. It stands in
 * push/, the lowest room of the three that call functions: push, gateway and control.
 *
 * @param ended called when an invocation is over, however it ended.
 */
export function createInvoke(
  host: Host,
  events: Events,
  ended: (requestID: string) => void,
): Invoke {
  return async (name, invocation) => {
    const result = await host.invoke(name, invocation);
    ended(result.requestID);
    events.emit({
      type: 'invoke',
      function: name,
      openid: invocation.openid ?? null,
      source: invocation.source,
      event: invocation.event,
      ...result,
    });
    return result;
  };
}
