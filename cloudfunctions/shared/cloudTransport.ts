import { askCloud } from './askCloud';
import type { CloudSdk } from './cloudSdk';
import { cloudSetTyping } from './cloudSetTyping';
import type { Transport } from './contract';
import type { Env } from './env';
import { apis } from './result';

/** The way to WeChat through CloudBase: `cloud.openapi`, for which no token is needed. */
export function cloudTransport(cloud: CloudSdk, env: Env): Transport {
  return {
    setTyping: cloudSetTyping(cloud, env),
    send: (message) =>
      askCloud(apis.send, message.touser, env, () =>
        cloud.openapi.customerServiceMessage.send(message),
      ),
  };
}
