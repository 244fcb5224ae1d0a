import fc from 'fast-check';
import { parseAuthorization, verifySignature } from './verifySignature';

interface Signed {
  authorization: string;
  timestamp: number;
}
type Sign = (options: Record<string, unknown>) => Signed;
// What the SDK itself signs with; it comes without types that TypeScript would find.
const { sign } = require('@cloudbase/signature-nodejs') as { sign: Sign };

const secretKey = 'the key';

/** Signs as node-sdk does, and returns the request as it arrives. */
function signedRequest(params: Record<string, unknown>, contentType = 'application/json') {
  const url = '/admin?env=simulator&seqId=abc';
  const headers = {
    'content-type': contentType,
    host: '127.0.0.1:8400',
    'user-agent': 'tcb-node-sdk/3.17.2',
    'x-client-timestamp': '1700000000000',
    'x-tcb-source': 'wx_client,Unknown',
  };
  const { authorization, timestamp } = sign({
    secretId: 'AKIDtest',
    secretKey,
    method: 'post',
    url: `http://127.0.0.1:8400${url}`,
    headers,
    params,
    withSignedParams: true,
  });
  const parsed = parseAuthorization(authorization);
  if (!parsed) throw new Error(`not understood: ${authorization}`);
  return {
    authorization: parsed,
    request: {
      url,
      headers: { ...headers, 'x-timestamp': String(timestamp) },
      params: new Map<string, unknown>(Object.entries(params)),
    },
  };
}

/** Names that the library's own objects have already; the SDK sends none of them. */
const isInherited = (name: string) => name.toLowerCase().trim() in {};
const inherited = Object.getOwnPropertyNames(Object.prototype).join('|');
/** Of an object with a field such as `valueOf` of its own the library signs another text. */
const signedAsItIs = (value: unknown) =>
  !new RegExp(`"(${inherited})":`).test(JSON.stringify(value));

test('what the SDK’s own library signs is accepted, whatever the parameters', () => {
  const params = fc.dictionary(
    fc
      .string({ minLength: 1, unit: 'grapheme-ascii' })
      .filter((name) => /^\w[\w!*' ()-]*$/.test(name) && !isInherited(name)),
    fc.oneof(fc.string({ unit: 'grapheme' }), fc.integer(), fc.jsonValue().filter(signedAsItIs)),
  );
  fc.assert(
    fc.property(params, (given) => {
      const { request, authorization } = signedRequest(given);
      expect(verifySignature(request, authorization, secretKey)).toBe(true);
    }),
  );
});

test('bytes in a multipart body are covered by the signature', () => {
  const params = { action: 'wx.openApi', requestData: Buffer.from([0, 255, 128, 10]) };
  const { request, authorization } = signedRequest(params, 'multipart/form-data');
  const arrived = {
    ...request,
    headers: { ...request.headers, 'content-type': 'multipart/form-data; boundary=x' },
  };
  expect(verifySignature(arrived, authorization, secretKey)).toBe(true);
  arrived.params.set('requestData', Buffer.from([0, 255, 128, 11]));
  expect(verifySignature(arrived, authorization, secretKey)).toBe(false);
});

test('nothing that was signed can be changed', () => {
  const params = { action: 'wx.openApi', apiName: 'customerServiceMessage.send' };
  const { request, authorization } = signedRequest(params);
  const changed = [
    { ...request, url: '/admin?env=other&seqId=abc' },
    { ...request, headers: { ...request.headers, host: 'localhost:8400' } },
    { ...request, headers: { ...request.headers, 'x-tcb-source': 'scf' } },
    { ...request, headers: { ...request.headers, 'x-timestamp': '1' } },
    { ...request, params: new Map([...request.params, ['action', 'database.insertDocument']]) },
    { ...request, params: new Map() },
  ];
  expect(verifySignature(request, authorization, secretKey)).toBe(true);
  for (const one of changed) expect(verifySignature(one, authorization, secretKey)).toBe(false);
  expect(verifySignature(request, authorization, 'another key')).toBe(false);
});

test.each([undefined, '', 'Bearer x', 'TC3-HMAC-SHA256 Credential=/2024-01-01/tcb/tc3_request,'])(
  'a header like %j is no signature',
  (header) => {
    expect(parseAuthorization(header)).toBeUndefined();
  },
);
