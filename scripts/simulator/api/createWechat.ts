import type { SimClock } from '../clock/clock';
import { type Answer, answer } from '../conversation/answer';
import type { CallLog } from '../events/createCallLog';
import type { CustomerUpdates } from '../events/customerUpdates';
import type { CallEntry } from '../events/event';
import type { Dispatch } from '../faults/createDispatch';
import type { Outcome } from '../faults/outcome';
import { isFileAnswer } from '../files/fileAnswer';
import type { UploadedFile } from '../media/createMedia';
import type { Api, ApiState } from './api';

/** A call of one API, by whichever way. */
export interface WechatCall extends Pick<CallEntry, 'transport' | 'function' | 'requestID'> {
  api: Api;
  path?: string;
  /** Null where the body could not be read. */
  data: Record<string, unknown> | null;
  file?: UploadedFile;
  /** The errcode with which it is refused before anything else, by its token say; 0 where it is not. */
  refusal: number;
  /** Told when the answer is held back on the simulator's clock or for ever. */
  parked(): void;
}

/** Makes a call take effect, unless a fault or a refusal comes between. */
export type Wechat = (call: WechatCall) => Promise<Outcome>;

export function createWechat(
  state: ApiState,
  clock: SimClock,
  calls: CallLog,
  dispatch: Dispatch,
  updates: CustomerUpdates,
): Wechat {
  return ({ api, path, data, file, refusal, parked, ...from }) => {
    const noteAnswer = calls.arrive({
      at: clock.now(),
      api: api.name,
      ...from,
      data: data && shown(file ? { ...data, media: file } : data),
    });
    return dispatch({
      api: api.name,
      parked,
      answered: (given) => noteAnswer(shown(given)),
      fail: answer,
      perform() {
        if (refusal !== 0) return answer(refusal);
        const request = { transport: from.transport, data: data ?? {} };
        const given = api.perform(
          { ...request, ...(path === undefined ? {} : { path }), ...(file ? { file } : {}) },
          state,
        );
        if (given === 0 && typeof data?.touser === 'string') updates.changed(data.touser);
        return typeof given === 'number' ? answer(given) : given;
      },
    });
  };
}

/** Secrets are not for `/_sim/calls`, which people copy into issues. */
const secrets = ['secret', 'access_token'];

/** Parameters or an answer as people get to see them: without secrets, and files by their size. */
function shown(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  const fields: Answer = { ...value };
  if (isFileAnswer(fields)) {
    const { bytes, ...about } = fields;
    return { ...about, bytes: bytes.length };
  }
  return Object.fromEntries(
    Object.entries(fields).map(([key, field]) => [
      key,
      secrets.includes(key) ? '***' : key === 'media' ? shown(field) : field,
    ]),
  );
}
