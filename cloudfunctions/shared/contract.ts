/**
 * What passes between page, function and WeChat. Written once: the function, the page,
 * the tests and the command line take these types from here.
 */

/** Every answer of every function of ours: never a throw, never more than these two keys. */
export interface Result {
  /** 0 is success; every other code is explained in codes.ts. */
  errCode: number;
  /** `openapi.<api>:ok` or `openapi.<api>:fail <reason>`; never holds a secret or a whole OpenID. */
  errMsg: string;
}

/** The cloud calls that our functions make, named as they stand in an errMsg. */
export const apis = {
  setTyping: 'openapi.customerServiceMessage.setTyping',
  send: 'openapi.customerServiceMessage.send',
  uploadMedia: 'openapi.customerServiceMessage.uploadTempMedia',
} as const;
export type Api = (typeof apis)[keyof typeof apis];

/** WeChat accepted the call. */
export function succeed(api: Api): Result {
  return { errCode: 0, errMsg: `${api}:ok` };
}

/** The call failed, at WeChat or on the way. `reason` must be redacted already. */
export function fail(api: Api, errCode: number, reason: string): Result {
  return { errCode, errMsg: `${api}:fail ${reason}` };
}

/** We refused the call ourselves; the same code from WeChat means the same. */
export function refuse(api: Api, errCode: number, reason: string): Result {
  return fail(api, errCode, `${reason} (refused before WeChat was called)`);
}

/** What WeChat accepts as `command`, exactly so spelled. */
export const commands = ['Typing', 'CancelTyping'] as const;
export type Command = (typeof commands)[number];

/** One setTyping call as WeChat wants it, its receiver known. */
export interface TypingCall {
  touser: string;
  command: Command;
  /**
   * Only for sub-merchants. A string in WeChat's newest documentation, a number in what it pushes
   * and in the APIs of sub-merchants: both are taken, and handed on as they are.
   */
  businessid?: string | number;
}

/**
 * One message as `customerServiceMessage.send` takes it: each type of the mini program's customer
 * service.
 * https://developers.weixin.qq.com/miniprogram/dev/OpenApiDoc/kf-mgnt/kf-message/sendCustomMessage.html
 */
export type OutgoingMessage = { touser: string } & (
  | { msgtype: 'text'; text: { content: string } }
  | { msgtype: 'image'; image: { media_id: string } }
  | {
      msgtype: 'link';
      link: { title: string; description: string; url: string; thumb_url: string };
    }
  | {
      msgtype: 'miniprogrampage';
      miniprogrampage: { title: string; pagepath: string; thumb_media_id: string };
    }
);

/** A picture to be sent: WeChat takes PNG, JPEG and GIF of at most 2 MB. */
export interface OutgoingMedia {
  type: 'image';
  /** With its ending, for instance `qr.png`. */
  filename: string;
  /** For instance `image/png`. */
  contentType: string;
  data: Uint8Array;
}

/** What an upload gives: `mediaId` where errCode is 0. It is good for 3 days. */
export type UploadResult = Result & { mediaId?: string };

export interface CallOptions {
  /**
   * Where the caller no longer waits, the call is broken off as far as its way can do that: the
   * HTTPS way closes the connection and answers -501002, a cloud call cannot be broken off.
   */
  signal?: AbortSignal;
}

/**
 * A way to WeChat: the cloud call or the HTTPS API. No method ever rejects: what goes wrong
 * comes back as a documented errCode, with errMsg already redacted.
 */
export interface Transport {
  setTyping(call: TypingCall, options?: CallOptions): Promise<Result>;
  send(message: OutgoingMessage, options?: CallOptions): Promise<Result>;
  uploadMedia(media: OutgoingMedia, options?: CallOptions): Promise<UploadResult>;
}

/** Time, injected: milliseconds since the epoch, and timers that a test can hold in its hand. */
export interface Clock {
  now(): number;
  setTimeout(run: () => void, ms: number): unknown;
  clearTimeout(timer: unknown): void;
}
