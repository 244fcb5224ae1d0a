import type { Answer } from '../conversation/answer';
import { cloudbaseError } from './cloudbaseError';
import { jsonEncoding } from './encodings';
import type { GatewayCall, GatewayDeps, GatewayOutcome } from './gatewayCall';

/** `database.…`: whatever the SDK's database sends. */
export async function callDatabase(
  { action, params, caller, parked }: GatewayCall,
  { dispatch, database, events }: GatewayDeps,
): Promise<GatewayOutcome> {
  const collection = params.get('collectionName');
  const owner = caller.requestID ?? caller.secretKey;
  const outcome = await dispatch({
    api: action,
    parked,
    perform: () => database.run({ action, params, owner, parked }),
    fail: (code, message) =>
      cloudbaseError(
        code === 0 ? 'SYS_ERR' : code,
        message ?? `the database failed, as a fault asked (${JSON.stringify(code)})`,
      ),
    answered: (answer) =>
      events.emit(() => ({
        type: 'database',
        action,
        function: caller.functionName,
        collection: typeof collection === 'string' ? collection : '',
        answer: summary(answer),
      })),
  });
  return { outcome, encoding: jsonEncoding };
}

/** Documents may be many and long: listeners are told how many there were. */
function summary(answer: unknown): unknown {
  const data = (answer as Answer | null)?.data;
  if (typeof data !== 'object' || data === null || !('list' in data)) return answer;
  const { list } = data;
  return { data: { list: Array.isArray(list) ? list.length : 0 } };
}
