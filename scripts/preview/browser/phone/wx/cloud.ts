import { tell } from '../tell';
import { promised } from './promised';

/** `wx.cloud`, as far as the preview has got it. */
export function cloud(openid: string): Record<string, unknown> {
  let ready = false;
  const call = promised('cloud.callFunction', (options: { name: string; data?: unknown }) =>
    callFunction(openid, options),
  );
  return {
    init() {
      ready = true;
    },
    callFunction(options: { name: string; data?: unknown }) {
      if (!ready) throw new Error("Cloud API isn't enabled, please call wx.cloud.init first");
      return call(options);
    },
  };
}

/** What `wx.cloud.callFunction` resolves with. */
interface Called {
  result: unknown;
  requestID: string;
  errMsg: string;
}

/**
 * Calls a function that the simulator hosts, as `openid`. Rejects with `{errCode, errMsg}`, as
 * wx.cloud does.
 */
async function callFunction(
  openid: string,
  { name, data }: { name: string; data?: unknown },
): Promise<Called> {
  tell({ type: 'calling', open: true });
  const answer = await post(name, data ?? {}, openid).finally(() =>
    tell({ type: 'calling', open: false }),
  );
  const said: unknown = answer.error?.errCode ?? answer.result?.errCode;
  tell({
    type: 'called',
    command: typeof data === 'object' && data && 'command' in data ? data.command : undefined,
    code: typeof said === 'number' ? said : null,
  });
  if (answer.error) {
    const { errCode, errMsg } = answer.error;
    throw {
      errCode,
      errMsg: errMsg.startsWith('cloud.') ? errMsg : `cloud.callFunction:fail ${errMsg}`,
    };
  }
  return { result: answer.result, requestID: answer.requestID, errMsg: 'cloud.callFunction:ok' };
}

async function post(name: string, data: unknown, openid: string) {
  try {
    const response = await fetch(`/_sim/invoke/${encodeURIComponent(name)}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-sim-openid': openid },
      body: JSON.stringify(data),
    });
    return await response.json();
  } catch (error) {
    const errMsg = `cloud.callFunction:fail the simulator does not answer (${String(error)})`;
    throw { errCode: -1, errMsg };
  }
}
