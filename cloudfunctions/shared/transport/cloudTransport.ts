import type { Transport } from '../contract';
import { apis } from '../result';
import type { CloudSdk } from '../runtime/cloudSdk';
import type { Env } from '../runtime/env';
import { cloudCall } from './cloudCall';
import { cloudSetTyping } from './cloudSetTyping';

/** The way to WeChat through CloudBase: `cloud.openapi`, for which no token is needed. */
export function cloudTransport(cloud: CloudSdk, env: Env): Transport {
  return {
    setTyping: cloudSetTyping(cloud, env),
    send: (message) =>
      cloudCall(apis.send, message.touser, env, () =>
        cloud.openapi.customerServiceMessage.send(message),
      ),
  };
}
