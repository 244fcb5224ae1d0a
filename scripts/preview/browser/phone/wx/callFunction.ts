import { tell } from '../tell';

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
export async function callFunction(
  openid: string,
  { name, data }: { name: string; data?: unknown },
): Promise<Called> {
  tell({ type: 'calling', open: true });
  const answer = await post(name, data ?? {}, openid).finally(() =>
    tell({ type: 'calling', open: false }),
  );
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
