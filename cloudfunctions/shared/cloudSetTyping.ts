import { askCloud } from './askCloud';
import type { CloudSdk } from './cloudSdk';
import type { Transport } from './contract';
import type { Env } from './env';
import { apis } from './result';

/** `setTyping` by cloud call, apart from `send`: a function needs the permission of what it calls. */
export function cloudSetTyping(cloud: CloudSdk, env: Env): Transport['setTyping'] {
  return (call) =>
    askCloud(apis.setTyping, call.touser, env, () =>
      cloud.openapi.customerServiceMessage.setTyping(call),
    );
}
