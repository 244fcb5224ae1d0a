import { answer } from '../conversation/answer';
import type { Encoded, Encoding } from '../faults/deliver';

/** How the HTTPS API answers: JSON, with status 200 for errors, too. */
export const apiEncoding: Encoding = {
  answer: json,
  errorCode: (errorCode) => json(answer(errorCode, 'system error')),
};

function json(body: Record<string, unknown>): Encoded {
  return {
    status: 200,
    contentType: 'application/json; encoding=utf-8',
    body: Buffer.from(JSON.stringify(body)),
  };
}
