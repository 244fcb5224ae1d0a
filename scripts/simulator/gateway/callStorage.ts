import { cloudbaseError } from './cloudbaseError';
import { jsonEncoding } from './encodings';
import type { GatewayCall, GatewayDeps, GatewayOutcome } from './gatewayCall';

/** `storage.…`: whatever uploadFile, downloadFile, getTempFileURL and deleteFile send. */
export async function callStorage(
  { action, params, caller, parked }: GatewayCall,
  { dispatch, storage, events }: GatewayDeps,
): Promise<GatewayOutcome> {
  const outcome = await dispatch({
    api: action,
    parked,
    perform: () => storage.run(action, params),
    fail: (code, message) =>
      cloudbaseError(
        code === 0 ? 'SYS_ERR' : code,
        message ?? `storage failed, as a fault asked (${JSON.stringify(code)})`,
      ),
    answered: (answer) =>
      events.emit({ type: 'storage', action, function: caller.functionName, answer }),
  });
  return { outcome, encoding: jsonEncoding };
}
