import type { Transport } from '../contract';
import { apis } from '../result';
import type { CloudSdk } from '../runtime/cloudSdk';
import type { Env } from '../runtime/env';
import { cloudCall } from './cloudCall';

/** `setTyping` by cloud call, apart from `send`: a function needs the permission of what it calls. */
export function cloudSetTyping(cloud: CloudSdk, env: Env): Transport['setTyping'] {
  return (call) =>
    cloudCall(apis.setTyping, call.touser, env, () =>
      cloud.openapi.customerServiceMessage.setTyping(call),
    );
}
