import { answer } from '../conversation/answer';
import type { Encoded, Encoding } from '../faults/deliver';
import { isFileAnswer } from '../files/fileAnswer';

/** How the HTTPS API answers: JSON, with status 200 for errors, too; or a file. */
export const apiEncoding: Encoding = {
  answer: (given) =>
    isFileAnswer(given)
      ? {
          status: 200,
          contentType: given.contentType,
          headers: { 'content-disposition': `attachment; filename="${given.filename}"` },
          body: given.bytes,
        }
      : json(given),
  errorCode: (errorCode) => json(answer(errorCode, 'system error')),
};

function json(body: Record<string, unknown>): Encoded {
  return {
    status: 200,
    contentType: 'application/json; encoding=utf-8',
    body: Buffer.from(JSON.stringify(body)),
  };
}
