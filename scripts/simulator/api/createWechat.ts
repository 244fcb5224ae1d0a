import type { SimClock } from '../clock/clock';
import { answer } from '../conversation/answer';
import type { Conversation } from '../conversation/createConversation';
import type { CallLog } from '../events/createCallLog';
import type { CustomerUpdates } from '../events/customerUpdates';
import type { CallEntry } from '../events/event';
import type { Dispatch } from '../faults/createDispatch';
import type { Outcome } from '../faults/outcome';
import { wechatApis } from './wechatApis';

/** A call of one of `wechatApis`, by whichever way. */
export interface WechatCall
  extends Pick<CallEntry, 'transport' | 'api' | 'function' | 'requestID'> {
  /** Null where the body could not be read. */
  data: Record<string, unknown> | null;
  /** The errcode with which it is refused before anything else, by its token say; 0 where it is not. */
  refusal: number;
  /** Told when the answer is held back on the simulator's clock or for ever. */
  parked(): void;
}

/** Makes a call take effect on the conversation, unless a fault or a refusal comes between. */
export type Wechat = (call: WechatCall) => Promise<Outcome>;

export function createWechat(
  clock: SimClock,
  conversation: Conversation,
  calls: CallLog,
  dispatch: Dispatch,
  news: CustomerUpdates,
): Wechat {
  return ({ api, data, refusal, parked, ...from }) =>
    dispatch({
      api,
      parked,
      answered: calls.arrive({ at: clock.now(), api, ...from, data }),
      fail: answer,
      perform() {
        const errcode = refusal || (wechatApis[api]?.(conversation, data ?? {}) ?? -1);
        if (errcode === 0) news.changed(String(data?.touser));
        return answer(errcode);
      },
    });
}
