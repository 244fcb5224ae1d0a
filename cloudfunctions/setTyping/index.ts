import { systemClock } from '../shared/runtime/time';
import { chooseTransport } from '../shared/transport/chooseTransport';
import { type CloudSdk, cloudSetTyping } from '../shared/transport/cloudTransport';
import { closeIdleConnections, keepAlive } from '../shared/transport/connections';
import { createMain } from './setTyping';

const cloud: CloudSdk = require('wx-server-sdk');
const { env } = process;
const log = (line: string) => console.log(line);

keepAlive();
// No `timeout`: the SDK's counts only the silence of the socket. The deadline is our own.
cloud.init({ env: cloud.DYNAMIC_CURRENT_ENV });

export const main = createMain({
  sendTyping: chooseTransport(env, () => ({ setTyping: cloudSetTyping(cloud, env) }), log)
    .setTyping,
  freshConnection: closeIdleConnections,
  getContext: () => cloud.getWXContext(),
  clock: systemClock,
  env,
  log,
});
