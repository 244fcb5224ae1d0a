import multipart from '@fastify/multipart';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { parseJson } from '../control/parseJson';
import { databaseActions } from '../database/createDatabase';
import { deliver } from '../faults/deliver';
import { followRequests } from '../host/followRequests';
import type { CallerIdentity } from '../host/host';
import { maxMediaBytes } from '../media/createMedia';
import { storageActions } from '../storage/createStorage';
import { callDatabase } from './callDatabase';
import { callOpenApi } from './callOpenApi';
import { callStorage } from './callStorage';
import { cloudbaseError } from './cloudbaseError';
import { jsonEncoding } from './encodings';
import type { GatewayCall, GatewayDeps, GatewayOutcome } from './gatewayCall';
import { invokeFunction } from './invokeFunction';
import { unsupportedCode, unsupportedMessage } from './unsupported';
import { parseAuthorization, verifySignature } from './verifySignature';

type Action = (call: GatewayCall, parts: GatewayDeps) => Promise<GatewayOutcome>;

const actions: Readonly<Record<string, Action>> = {
  'wx.openApi': callOpenApi,
  ...Object.fromEntries(databaseActions.map((action) => [action, callDatabase])),
  ...Object.fromEntries(storageActions.map((action) => [action, callStorage])),
  'functions.invokeFunction': invokeFunction,
};

/**
 * `POST /admin`: CloudBase's gateway, as the real wx-server-sdk, from 2.3.3 on, talks to it.
 * Who calls is known by the signature; nothing that a request says about itself is believed.
 */
export async function gatewayRoutes(app: FastifyInstance, parts: GatewayDeps): Promise<void> {
  const { host, openResponses } = parts;
  await app.register(multipart);
  app.addContentTypeParser('application/json', { parseAs: 'string' }, (_request, body, done) => {
    done(null, parseObject(String(body)));
  });
  app.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, _body, done) => done(null, {}));

  app.setErrorHandler<Error & { statusCode?: number }>((error, _request, reply) => {
    const tooLarge = error.statusCode === 413;
    const { contentType, body } = jsonEncoding.answer(
      cloudbaseError('INVALID_PARAM', tooLarge ? 'the request is too large' : error.message),
    );
    reply
      .code(tooLarge ? 413 : 400)
      .header('content-type', contentType)
      .send(body);
  });

  const reportOf = followRequests(app, (request) =>
    host.requestOf(parseAuthorization(request.headers.authorization)?.secretId ?? ''),
  );

  app.route({
    method: 'POST',
    url: '/admin',
    async handler(request, reply) {
      const authorization = parseAuthorization(request.headers.authorization);
      const params = await readParams(request);
      const caller = authorization && parts.callers.identify(authorization.secretId);
      const signed =
        caller &&
        verifySignature(
          { url: request.url, headers: request.headers, params },
          authorization,
          caller.secretKey,
        );
      const { outcome, encoding } = signed
        ? await act(caller, params, () => reportOf(request)?.parked(), parts)
        : refusal('SIGN_PARAM_INVALID', caller ? 'signature error' : 'secret id error');
      return deliver(reply, outcome, encoding, openResponses);
    },
  });
}

async function act(
  caller: CallerIdentity,
  params: ReadonlyMap<string, unknown>,
  parked: () => void,
  parts: GatewayDeps,
): Promise<GatewayOutcome> {
  const action = String(params.get('action'));
  const run = Object.hasOwn(actions, action) ? actions[action] : undefined;
  if (run) return run({ action, caller, params, parked }, parts);
  const message = unsupportedMessage(action);
  parts.events.emit({ type: 'refused', function: caller.functionName, message });
  return refusal(unsupportedCode(action), message);
}

function refusal(code: string, message: string): GatewayOutcome {
  return {
    outcome: { kind: 'answer', answer: cloudbaseError(code, message) },
    encoding: jsonEncoding,
  };
}

function parseObject(text: string): Record<string, unknown> {
  try {
    const value: unknown = parseJson(text);
    return typeof value === 'object' && value !== null ? { ...value } : {};
  } catch {
    return {};
  }
}

/**
 * Generous for what the SDK sends, which is twelve fields of a few hundred bytes and one of bytes,
 * which may be a picture and more than WeChat takes.
 */
const limits = {
  fields: 40,
  fieldNameSize: 200,
  fieldSize: 128 * 1024,
  files: 4,
  parts: 44,
  fileSize: 2 * maxMediaBytes,
};

/** The parameters of a request of the SDK, which sends them as multipart or as JSON. */
export async function readParams(request: FastifyRequest): Promise<Map<string, unknown>> {
  if (!request.isMultipart()) return new Map(Object.entries(request.body ?? {}));
  const params = new Map<string, unknown>();
  for await (const part of request.parts({ limits })) {
    params.set(part.fieldname, part.type === 'file' ? await part.toBuffer() : part.value);
  }
  return params;
}
