import type { Result } from '../contract';
import type { Api } from '../result';
import type { Env } from '../runtime/env';
import { readAnswer, readError } from './readAnswer';
import { redact } from './redact';

/**
 * Makes one cloud call and reads what comes of it; never rejects. Whether to try again is the
 * caller's to decide.
 *
 * Outside the cloud, without TENCENTCLOUD_SECRETID and TENCENTCLOUD_SECRETKEY, the SDK signs with
 * "undefined" and leaves an unhandled rejection ("missing secretId or secretKey") that ends the
 * process; no caller can catch it. Run the function in the simulator, or mock the SDK.
 * https://developers.weixin.qq.com/miniprogram/dev/wxcloud/guide/openapi/openapi.html
 */
export async function cloudCall(
  api: Api,
  touser: string,
  env: Env,
  ask: () => Promise<unknown>,
): Promise<Result> {
  const clean = (text: string) => redact(text, env, [touser]);
  try {
    return readAnswer(api, await ask(), clean);
  } catch (error) {
    return readError(api, error, clean);
  }
}
