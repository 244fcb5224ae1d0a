import type { Encoded, Encoding } from '../faults/deliver';
import { isFileAnswer } from '../files/fileAnswer';
import { cloudbaseError } from './cloudbaseError';
import { encodeCommOpenApiResp } from './protobuf';

/** How answers to openapi calls go over the wire. */
export const protobufEncoding: Encoding = {
  answer: (answer) =>
    octets(encodeCommOpenApiResp(isFileAnswer(answer) ? { file: answer } : { answer })),
  errorCode: (errorCode) => octets(encodeCommOpenApiResp({ errorCode })),
};

/** How everything else does, and any error of CloudBase. */
export const jsonEncoding: Encoding = {
  answer: json,
  errorCode: (errorCode) =>
    json(cloudbaseError('SYS_ERR', `system error: error code: ${errorCode}`)),
};

/** The SDK reads an error of CloudBase only under exactly this content type. */
function json(answer: Record<string, unknown>): Encoded {
  return {
    status: 200,
    contentType: 'application/json; charset=utf-8',
    body: Buffer.from(JSON.stringify(answer)),
  };
}

function octets(body: Buffer): Encoded {
  return { status: 200, contentType: 'application/octet-stream', body };
}
