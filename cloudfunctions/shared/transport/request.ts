import { randomBytes } from 'node:crypto';
import type { ClientRequest, IncomingHttpHeaders, RequestOptions } from 'node:http';
import type { OutgoingMedia } from '../contract';
import { fieldOf } from '../runtime/context';

/** One request, as `node:http` and `node:https` send it. */
export interface HttpRequest {
  method: 'GET' | 'POST';
  headers?: Readonly<Record<string, string>>;
  body?: string | Buffer;
  /** Breaks the request off, whatever it is waiting for. The only limit of time that it has. */
  signal?: AbortSignal;
  /** How much of an answer is read, in bytes. Default: 1 MB. */
  maxBytes?: number;
}

/** What was answered, whatever its status. */
export interface HttpAnswer {
  status: number;
  /** In lower case, e.g. `retry-after`. */
  headers: IncomingHttpHeaders;
  /** As UTF-8. */
  text: string;
}

/** Why there is no answer. */
export interface HttpFailure {
  /**
   * `unreachable`: no connection, or it broke before the answer began. `broken off`: it broke
   * within the answer. `redirect`: told to go elsewhere, which is not done, because the request
   * holds a secret. `too large`: more than maxBytes. `aborted`: by the signal.
   */
  kind: 'unreachable' | 'broken off' | 'redirect' | 'too large' | 'aborted';
  /** What happened, in words that hold no address: for a log. */
  reason: string;
}

const defaultMaxBytes = 1024 * 1024;

/**
 * Sends one request and reads the whole answer; never rejects, never follows a redirect, never
 * tries again. By node:http(s) and not by fetch, which Node 16 lacks and which costs a cold start
 * on later ones more than everything else does (it compiles WebAssembly).
 */
export function request(
  url: URL,
  { method, headers, body, signal, maxBytes = defaultMaxBytes }: HttpRequest,
): Promise<HttpAnswer | { failure: HttpFailure }> {
  return new Promise((resolve) => {
    if (signal?.aborted) return resolve(aborted);
    const outgoing = open(url, {
      method,
      headers: { accept: 'application/json', ...headers },
    });
    if ('failure' in outgoing) return resolve(outgoing);
    const give = (outcome: HttpAnswer | { failure: HttpFailure }) => {
      signal?.removeEventListener('abort', abort);
      resolve(outcome);
    };
    const stop = (kind: HttpFailure['kind'], reason: string) => {
      give({ failure: { kind, reason } });
      outgoing.destroy();
    };
    const abort = () => {
      give(aborted);
      outgoing.destroy();
    };
    signal?.addEventListener('abort', abort);

    outgoing.on('error', (error) => stop('unreachable', `no connection: ${codeOf(error)}`));
    outgoing.on('response', (response) => {
      const { statusCode: status = 0, headers: received } = response;
      if (status >= 300 && status < 400) {
        return stop('redirect', `HTTP ${status}: a redirect, which is not followed`);
      }
      const chunks: Buffer[] = [];
      let size = 0;
      response.on('data', (chunk: Buffer) => {
        size += chunk.length;
        if (size > maxBytes) stop('too large', `the answer is larger than ${maxBytes} bytes`);
        else chunks.push(chunk);
      });
      response.on('error', () => stop('broken off', 'the connection broke within the answer'));
      response.on('end', () =>
        give({ status, headers: received, text: Buffer.concat(chunks).toString('utf8') }),
      );
    });
    outgoing.end(body);
  });
}

/** Throws nothing, though a header that holds a line end, or another protocol, makes Node do so. */
function open(url: URL, options: RequestOptions): ClientRequest | { failure: HttpFailure } {
  try {
    // Loaded here: a function that goes by cloud call needs neither before its first call.
    const { request }: typeof import('node:https') =
      url.protocol === 'https:' ? require('node:https') : require('node:http');
    return request(url, options);
  } catch (error) {
    const reason = `the request cannot be made: ${codeOf(error)}`;
    return { failure: { kind: 'unreachable', reason } };
  }
}

/** As `request`, with a JSON body. The answer's text is for the caller to parse. */
export function postJson(
  url: URL,
  body: object,
  options: Omit<HttpRequest, 'method' | 'body'> = {},
): Promise<HttpAnswer | { failure: HttpFailure }> {
  const headers = { 'content-type': 'application/json', ...options.headers };
  return request(url, { ...options, method: 'POST', headers, body: JSON.stringify(body) });
}

const aborted: { failure: HttpFailure } = {
  failure: { kind: 'aborted', reason: 'broken off by the caller' },
};

/** The code only, e.g. ECONNREFUSED: the message names the address. */
function codeOf(error: unknown): string {
  const code = fieldOf(error, 'code');
  return typeof code === 'string' && /^[A-Z][A-Z0-9_]{2,40}$/.test(code) ? code : 'failed';
}

/**
 * A picture as `POST /cgi-bin/media/upload` takes it: multipart/form-data with one field, `media`.
 * https://developers.weixin.qq.com/miniprogram/dev/OpenApiDoc/kf-mgnt/kf-message/uploadTempMedia.html
 */
export function multipart({ filename, contentType, data }: OutgoingMedia): {
  headers: Record<string, string>;
  body: Buffer;
} {
  const boundary = `----${randomBytes(16).toString('hex')}`;
  const head =
    `--${boundary}\r\n` +
    `Content-Disposition: form-data; name="media"; filename="${quote(filename)}"\r\n` +
    `Content-Type: ${oneLine(contentType)}\r\n\r\n`;
  return {
    headers: { 'content-type': `multipart/form-data; boundary=${boundary}` },
    body: Buffer.concat([Buffer.from(head), data, Buffer.from(`\r\n--${boundary}--\r\n`)]),
  };
}

/** As browsers write a name that would end the quotes or the line. */
function quote(name: string): string {
  return name.replace(/["\r\n]/g, (sign) => encodeURIComponent(sign));
}

function oneLine(text: string): string {
  return text.replace(/[\r\n]/g, ' ');
}
