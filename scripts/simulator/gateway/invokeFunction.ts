import { parseJson } from '../control/parseJson';
import { cloudbaseError } from './cloudbaseError';
import { jsonEncoding } from './encodings';
import type { GatewayCall, GatewayDeps, GatewayOutcome } from './gatewayCall';

/**
 * `functions.invokeFunction`: a function calls another one. SOURCE follows the chain, so that the
 * one called sees `wx_client,scf`.
 */
export async function invokeFunction(
  { params, caller, parked }: GatewayCall,
  { invoke, host, options }: GatewayDeps,
): Promise<GatewayOutcome> {
  const name = String(params.get('function_name'));
  if (!host.has(name)) {
    const error = cloudbaseError(
      'FUNCTIONS_REQUEST_FAIL',
      `FUNCTION_NOT_FOUND: no function "${name.slice(0, 80)}"; there are: ${host.names().join(', ')}`,
    );
    return { outcome: { kind: 'answer', answer: error }, encoding: jsonEncoding };
  }
  // Its own time limit goes on, but what the caller waits for is another function, not a call.
  parked();
  const { result, error, requestID } = await invoke(name, {
    event: eventOf(params.get('request_data')),
    openid: options.chainedOpenid ? caller.openid : undefined,
    source: `${caller.source},scf`,
  });
  const answer = error
    ? { ...cloudbaseError('FUNCTIONS_EXECUTE_FAIL', reasonOf(error)), requestId: requestID }
    : { requestId: requestID, data: { response_data: JSON.stringify(result ?? null) } };
  return { outcome: { kind: 'answer', answer }, encoding: jsonEncoding };
}

/** The SDK puts its own `callFunction:fail` before it. */
function reasonOf({ errMsg }: { errMsg: string }): string {
  return errMsg.replace(/^cloud\.callFunction:fail (Error: )?/, '');
}

function eventOf(text: unknown): unknown {
  if (typeof text !== 'string' || text === '') return {};
  try {
    return parseJson(text);
  } catch {
    return text;
  }
}
