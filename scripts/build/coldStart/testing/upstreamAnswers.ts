import { encodeCommOpenApiResp } from '../../../simulator/gateway/protobuf';
import type { WireAnswer } from './recordingGateway';

const octets = 'application/octet-stream';
const successBytes = encodeCommOpenApiResp({ answer: { errcode: 0, errmsg: 'ok' } });

export const success: WireAnswer = { contentType: octets, body: successBytes };

function wechat(answer: Record<string, unknown>): WireAnswer {
  return { contentType: octets, body: encodeCommOpenApiResp({ answer }) };
}

function platform(errorCode: number): WireAnswer {
  return { contentType: octets, body: encodeCommOpenApiResp({ errorCode }) };
}

function cloudbase(code: string): WireAnswer {
  const body = JSON.stringify({ code, message: `failed: ${code}`, requestId: 'r' });
  return { contentType: 'application/json; charset=utf-8', body };
}

/** What may come back from CloudBase and WeChat, good and bad, by what it is. */
export const upstreamAnswers: Readonly<Record<string, WireAnswer>> = {
  'a success': success,
  '45080 of WeChat': wechat({ errcode: 45080, errmsg: 'need sending message to user' }),
  '45081 of WeChat': wechat({ errcode: 45081, errmsg: 'you are already typing' }),
  '-1 of WeChat': wechat({ errcode: -1, errmsg: 'system error' }),
  'an errcode as a text': wechat({ errcode: '40003', errmsg: 'invalid openid' }),
  'an answer with more in it': wechat({ errcode: 0, errmsg: 'ok', more_of_it: [{ a_b: 1 }] }),
  'an answer of nothing': wechat({}),
  'no permission (-604101)': platform(-604101),
  'an unknown API (-604100)': platform(-604100),
  'a time limit of the platform (-604102)': platform(-604102),
  'an error of CloudBase': cloudbase('SYS_ERR'),
  'a signature that CloudBase refuses': cloudbase('SIGN_PARAM_INVALID'),
  'an environment that is not there': cloudbase('INVALID_ENV'),
  'HTTP 403': { status: 403, contentType: 'text/plain', body: 'forbidden' },
  'HTTP 502': { status: 502, contentType: 'text/html', body: '<html>bad gateway</html>' },
  'HTTP 204': { status: 204, body: '' },
  'an empty body': { contentType: octets, body: '' },
  'HTML with status 200': { contentType: 'text/html', body: '<html>hello</html>' },
  'text that is no JSON': { contentType: 'application/json; charset=utf-8', body: '{"a":' },
  'protobuf cut short': { contentType: octets, body: successBytes.subarray(0, -5) },
  'protobuf of other fields only': { contentType: octets, body: Buffer.from([0x78, 0x01]) },
  'no answer': { drop: 'before an answer' },
  'half an answer': { drop: 'inside the answer' },
};
