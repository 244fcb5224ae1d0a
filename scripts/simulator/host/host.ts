/** The host of cloud functions, as the simulator's other rooms see it. */

/** One call of a function, as the platform makes it. */
export interface Invocation {
  event: unknown;
  /** Who the platform vouches for; undefined: nobody. */
  openid?: string | undefined;
  /** SOURCE, e.g. `wx_client`; chained as `wx_client,scf` where a function called. */
  source: string;
  /** WeChat pushes something to it; absent: somebody calls it. */
  push?: boolean;
  /** Told when an instance has taken the call; until then it waited for one. */
  started?: () => void;
}

/** What the caller of a function gets: `result`, or `error` where wx.cloud.callFunction would reject. */
export interface InvokeResult {
  result?: unknown;
  error?: { errCode: number; errMsg: string };
  requestID: string;
  coldStart: boolean;
  /** On the simulator's clock. */
  durationMs: number;
  /** What the function printed, a line each. */
  logs: string[];
}

/** The permissions that a function's config.json gives it, and who it is. */
export interface CallerIdentity {
  functionName: string;
  /** `permissions.openapi` of its config.json; empty where there is none. */
  openapi: readonly string[];
  /** With which the SDK in it signs its requests. */
  secretKey: string;
  /** The SOURCE of the invocation under way, for callFunction chains. */
  source: string;
  openid: string | undefined;
  /** WX_API_TOKEN of the invocation under way; undefined: it may not call WeChat's APIs. */
  apiToken: string | undefined;
  /** Of the invocation under way; absent where no invocation of ours called. */
  requestID?: string;
}

/** How the gateway tells what becomes of a request. */
export interface HostedRequest {
  parked(): void;
  done(): void;
}

export interface Host {
  /** Names of the functions in the folder, sorted. */
  names(): string[];
  has(name: string): boolean;
  /** Never rejects. */
  invoke(name: string, invocation: Invocation): Promise<InvokeResult>;
  /** Whose secret id this is (from the SDK's signature); undefined: nobody's. */
  identify(secretId: string): CallerIdentity | undefined;
  /**
   * The gateway reports here each request of a hosted function, as soon as it knows whose it is, so
   * that the clock knows when the function only waits. Call the returned `parked` when the answer
   * depends on what itself lives on the clock: it is delayed on the simulator's clock, waits for
   * another function (callFunction), drips, or never comes. Call `done` when the wait is over, just
   * before the answer is sent, or when the connection is gone; either may be called more than once.
   */
  requestOf(secretId: string): HostedRequest;
  /**
   * The same for a request that nobody signed, such as one to the HTTPS API: by the port that it
   * came from (`request.socket.remotePort`), whoever that may be.
   */
  requestFrom(port: number): HostedRequest;
  /** Ends every instance, so that the next call is a cold start. */
  recycle(): Promise<void>;
  close(): Promise<void>;
}
