import {
  type Api,
  apis,
  type OutgoingMedia,
  type OutgoingMessage,
  type Result,
  type Transport,
  type TypingCall,
  type UploadResult,
} from '../contract';
import type { WholeEnv } from '../runtime/env';
import { readAnswer, readError, withMediaId } from './readAnswer';
import { redact } from './redact';

/**
 * The part of wx-server-sdk that our functions use. The package's own types know `openapi` only as
 * `Record<string, any>`, and take no DYNAMIC_CURRENT_ENV for `init`'s env.
 */
export interface CloudSdk {
  init(options: { env: symbol }): void;
  readonly DYNAMIC_CURRENT_ENV: symbol;
  /** Reads the environment again at each call. All-digit values come as numbers. */
  getWXContext(): Record<string, unknown>;
  /** Cloud calls: each resolves with more than it promises, or rejects with `{errCode, errMsg}`. */
  readonly openapi: {
    readonly customerServiceMessage: {
      setTyping(call: TypingCall): Promise<unknown>;
      send(message: OutgoingMessage): Promise<unknown>;
      uploadTempMedia(upload: {
        type: 'image';
        media: { contentType: string; value: Buffer };
      }): Promise<unknown>;
    };
  };
}

/** The way to WeChat through CloudBase: `cloud.openapi`, for which no access_token is needed. */
export function cloudTransport(cloud: CloudSdk, env: WholeEnv): Transport {
  return {
    setTyping: cloudSetTyping(cloud, env),
    send: (message) =>
      cloudCall(apis.send, message.touser, env, () =>
        cloud.openapi.customerServiceMessage.send(message),
      ),
    uploadMedia: (media) => cloudUpload(cloud, env, media),
  };
}

/** `setTyping` by cloud call, apart from the rest: a function needs the permission of what it calls. */
export function cloudSetTyping(cloud: CloudSdk, env: WholeEnv): Transport['setTyping'] {
  return (call) =>
    cloudCall(apis.setTyping, call.touser, env, () =>
      cloud.openapi.customerServiceMessage.setTyping(call),
    );
}

/**
 * https://developers.weixin.qq.com/miniprogram/dev/OpenApiDoc/kf-mgnt/kf-message/uploadTempMedia.html
 * The SDK calls the file by a name of its own, so `filename` has no place here.
 */
async function cloudUpload(
  cloud: CloudSdk,
  env: WholeEnv,
  { type, contentType, data }: OutgoingMedia,
): Promise<UploadResult> {
  let answer: unknown;
  const result = await cloudCall(apis.uploadMedia, undefined, env, async () => {
    answer = await cloud.openapi.customerServiceMessage.uploadTempMedia({
      type,
      media: { contentType, value: Buffer.from(data) },
    });
    return answer;
  });
  return result.errCode === 0 ? withMediaId(result, Object(answer).mediaId) : result;
}

/**
 * Makes one cloud call and reads what comes of it; never rejects. Whether to try again is the
 * caller's to decide.
 *
 * Outside the cloud, without TENCENTCLOUD_SECRETID and TENCENTCLOUD_SECRETKEY, the SDK signs with
 * "undefined" and leaves an unhandled rejection ("missing secretId or secretKey") that ends the
 * process; no caller can catch it. Run the function in the simulator, or mock the SDK.
 * https://developers.weixin.qq.com/miniprogram/dev/wxcloud/guide/openapi/openapi.html
 */
async function cloudCall(
  api: Api,
  touser: string | undefined,
  env: WholeEnv,
  ask: () => Promise<unknown>,
): Promise<Result> {
  const clean = (text: string) => redact(text, env, touser === undefined ? [] : [touser]);
  try {
    return readAnswer(api, await ask(), clean);
  } catch (error) {
    return readError(api, error, clean);
  }
}
