import type { OutgoingMessage, TypingCall } from '../contract';

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
