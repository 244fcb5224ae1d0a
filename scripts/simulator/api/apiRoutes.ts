import multipart from '@fastify/multipart';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { parseJson } from '../control/parseJson';
import { answer } from '../conversation/answer';
import { deliver, type Encoded, type Encoding } from '../faults/deliver';
import type { OpenResponses } from '../faults/openResponses';
import { isFileAnswer } from '../files/fileAnswer';
import { followRequests } from '../host/followRequests';
import type { Host } from '../host/host';
import { maxMediaBytes, type UploadedFile } from '../media/createMedia';
import type { Api } from './api';
import type { Tokens } from './createTokens';
import type { Wechat } from './createWechat';

const everyMethod = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'];

/** What was asked, or the errcode of a request that cannot be read. */
interface Asked {
  data: Record<string, unknown> | number;
  file?: UploadedFile;
}

/**
 * WeChat's HTTPS API, for any client in any language that is given this address instead of
 * api.weixin.qq.com. As there, an error comes with HTTP status 200.
 */
export async function apiRoutes(app: FastifyInstance, deps: ApiDeps): Promise<void> {
  // WeChat does not look at the content type.
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));

  app.setErrorHandler<Error & { statusCode?: number }>((error, _request, to) => {
    to.code(error.statusCode ?? 500).send(answer(error.statusCode === 413 ? 45002 : 47001));
  });

  const reportOf = followRequests(app, ({ socket }) =>
    deps.host.requestFrom(socket.remotePort ?? 0),
  );

  function addRoutes(
    to: FastifyInstance,
    api: Api,
    read: (request: FastifyRequest) => Promise<Asked>,
  ) {
    for (const url of api.paths) {
      to.route({
        method: everyMethod,
        url,
        // A file, and what multipart puts around it.
        ...(api.upload ? { bodyLimit: 2 * maxMediaBytes } : {}),
        async handler(request, reply) {
          const outcome = await call(request, api, url, await read(request));
          return deliver(reply, outcome, apiEncoding, deps.openResponses);
        },
      });
    }
  }

  function call(request: FastifyRequest, api: Api, path: string, { data, file }: Asked) {
    const unreadable = typeof data === 'number' ? data : 0;
    const wrongMethod = unreadable === 43001 || unreadable === 43002;
    const tokenError = api.givesToken ? 0 : deps.tokens.check(queryOf(request).access_token);
    return deps.wechat({
      transport: 'https',
      api,
      path,
      function: null,
      data: typeof data === 'number' ? null : data,
      ...(file ? { file } : {}),
      refusal: wrongMethod ? unreadable : tokenError || unreadable,
      parked: () => reportOf(request)?.parked(),
    });
  }

  for (const api of deps.apis) {
    if (!api.upload) addRoutes(app, api, async (request) => ({ data: askedOf(request, api) }));
  }
  await app.register(async (uploads) => {
    // What is too large is WeChat's to refuse, by its own code.
    await uploads.register(multipart, { throwFileSizeLimit: false });
    for (const api of deps.apis) {
      if (api.upload) addRoutes(uploads, api, readUpload);
    }
  });
}

/** The errcode is 43001 not a GET, 43002 not a POST, 44002 empty, 47001 no JSON object. */
function askedOf(request: FastifyRequest, api: Api): Record<string, unknown> | number {
  const { method, body } = request;
  if (api.method === 'GET') return method === 'GET' ? parametersOf(request) : 43001;
  if (method !== 'POST') return 43002;
  return parseJsonBody(Buffer.isBuffer(body) ? body : Buffer.alloc(0));
}

/** A file in the field `media`, whatever else there is; without one the file is left out. */
async function readUpload(request: FastifyRequest): Promise<Asked> {
  if (request.method !== 'POST') return { data: 43002 };
  const data = parametersOf(request);
  if (!request.isMultipart()) return { data };
  try {
    let file: UploadedFile | undefined;
    const limits = { files: 4, fields: 40, fileSize: maxMediaBytes + 1 };
    for await (const part of request.parts({ limits })) {
      if (part.type !== 'file') continue;
      const bytes = await part.toBuffer();
      if (part.fieldname === 'media') file = { bytes, filename: part.filename };
    }
    return file ? { data, file } : { data };
  } catch {
    return { data: 41005 };
  }
}

/** The query without the token; where a parameter comes twice, the first counts. */
function parametersOf(request: FastifyRequest): Record<string, unknown> {
  const { access_token, ...parameters } = queryOf(request);
  return parameters;
}

function queryOf({ query }: FastifyRequest): Record<string, unknown> {
  if (typeof query !== 'object' || query === null) return {};
  const first = Object.entries(query).map(([key, value]) => [
    key,
    Array.isArray(value) ? value[0] : value,
  ]);
  return Object.fromEntries(first);
}

/** What the HTTPS API works on. */
interface ApiDeps {
  apis: readonly Api[];
  tokens: Tokens;
  wechat: Wechat;
  openResponses: OpenResponses;
  host: Pick<Host, 'requestFrom'>;
}

/** How the HTTPS API answers: JSON, with status 200 for errors, too; or a file. */
const apiEncoding: Encoding = {
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

/** The body of a POST: an object, or the errcode where it is none (44002 empty, 47001 no JSON object). */
function parseJsonBody(body: Buffer): Record<string, unknown> | number {
  if (body.length === 0) return 44002;
  try {
    const value: unknown = parseJson(body.toString('utf8'));
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? { ...value }
      : 47001;
  } catch {
    return 47001;
  }
}
