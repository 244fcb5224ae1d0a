import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';

/** The parts of a request that its signature covers. */
export interface SignedRequest {
  /** `/admin?env=…&seqId=…` */
  url: string;
  headers: IncomingHttpHeaders;
  /** Parameters by name: a text, bytes, or (from a JSON body) any value. */
  params: ReadonlyMap<string, unknown>;
}

/**
 * Whether the request was signed with this key as `@cloudbase/signature-nodejs` signs: over the
 * address without its scheme, the query, the headers and parameters that it lists, in the order in
 * which it lists them.
 */
export function verifySignature(
  { url, headers, params }: SignedRequest,
  authorization: Authorization,
  secretKey: string,
): boolean {
  const [path = '', query = ''] = splitOnce(url, '?');
  const canonicalHeaders = authorization.signedHeaders
    .map((name) => `${name}:${headerValue(name, headers[name])}\n`)
    .join('');
  const timestamp = String(headers['x-timestamp']);
  // The SDK signs the method as it was called with, which is lower case.
  return ['post', 'POST'].some((method) => {
    const canonicalRequest = [
      method,
      `//${headers.host}${path}`,
      query,
      canonicalHeaders,
      authorization.signedHeaders.join(';'),
      hashOfParams(authorization.signedParams, params),
    ].join('\n');
    return equal(
      sign(canonicalRequest, timestamp, authorization, secretKey),
      authorization.signature,
    );
  });
}

function sign(
  canonicalRequest: string,
  timestamp: string,
  { date, service }: Authorization,
  secretKey: string,
): string {
  const scope = `${date}/${service}/tc3_request`;
  const digest = createHash('sha256').update(canonicalRequest).digest('hex');
  const toSign = `TC3-HMAC-SHA256\n${timestamp}\n${scope}\n${digest}`;
  const key = hmac('tc3_request', hmac(service, hmac(date, `TC3${secretKey}`)));
  return hmac(toSign, key).toString('hex');
}

function hashOfParams(names: readonly string[], params: ReadonlyMap<string, unknown>): string {
  const byName = new Map([...params].map(([name, value]) => [encodedName(name), value]));
  const hash = createHash('sha256');
  for (const name of names) {
    const bytes = paramBytes(byName.get(name));
    // Signers up to 1.0 list parameters without a value, too, but leave them out of the hash.
    if (bytes === '') continue;
    hash.update(`&${name}=`).update(bytes).update('\r\n');
  }
  return hash.digest('hex');
}

function paramBytes(value: unknown): string | Buffer {
  if (Buffer.isBuffer(value)) return value;
  return (typeof value === 'string' ? value : (JSON.stringify(value) ?? '')).trim();
}

function headerValue(name: string, value: string | string[] | undefined): string {
  const text = String(value ?? '').trim();
  const multipart = name === 'content-type' && text.startsWith('multipart/form-data');
  return multipart ? 'multipart/form-data' : name === 'content-type' ? text : text.toLowerCase();
}

function encodedName(name: string): string {
  return encodeURIComponent(name.toLowerCase().trim()).replace(
    /[!'()*]/g,
    (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

function splitOnce(text: string, separator: string): [string, string] {
  const at = text.indexOf(separator);
  return at < 0 ? [text, ''] : [text.slice(0, at), text.slice(at + 1)];
}

const hmac = (text: string, key: string | Buffer): Buffer =>
  createHmac('sha256', key).update(text).digest();

const equal = (one: string, other: string): boolean =>
  one.length === other.length && timingSafeEqual(Buffer.from(one), Buffer.from(other));

/** What the SDK's Authorization header says; TC3-HMAC-SHA256, CloudBase's form of it. */
export interface Authorization {
  secretId: string;
  date: string;
  service: string;
  signedParams: string[];
  signedHeaders: string[];
  signature: string;
}

const form =
  /^TC3-HMAC-SHA256 Credential=([^/,\s]+)\/(\d{4}-\d\d-\d\d)\/(\w+)\/tc3_request,(?: SignedParams=([^,]*),)? SignedHeaders=([^,]+), Signature=([0-9a-f]{64})$/;

export function parseAuthorization(header: string | undefined): Authorization | undefined {
  const match = form.exec(header ?? '');
  if (!match) return undefined;
  const [, secretId = '', date = '', service = '', params = '', headers = '', signature = ''] =
    match;
  return {
    secretId,
    date,
    service,
    signedParams: params.split(';').filter(Boolean),
    signedHeaders: headers.split(';'),
    signature,
  };
}
