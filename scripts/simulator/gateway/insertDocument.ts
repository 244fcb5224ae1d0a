import { cloudbaseError } from '../database/cloudbaseError';
import { jsonEncoding } from './encodings';
import type { GatewayCall, GatewayOutcome } from './gatewayCall';
import type { GatewayDeps } from './gatewayDeps';

/** `database.insertDocument`: what `collection.add` of the SDK sends. */
export async function insertDocument(
  { action, params, caller, parked }: GatewayCall,
  { dispatch, database, events }: GatewayDeps,
): Promise<GatewayOutcome> {
  const collection = params.get('collectionName');
  const outcome = await dispatch({
    api: action,
    parked,
    perform: () => database.insert(collection, params.get('data')),
    fail: (code, message) =>
      cloudbaseError(
        code === 0 ? 'SYS_ERR' : code,
        message ?? `the database failed, as a fault asked (${JSON.stringify(code)})`,
      ),
    answered: (answer) =>
      events.emit({
        type: 'database',
        function: caller.functionName,
        collection: String(collection),
        answer,
      }),
  });
  return { outcome, encoding: jsonEncoding };
}
