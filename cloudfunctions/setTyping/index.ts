import { chooseTransport } from '../shared/chooseTransport';
import type { CloudSdk } from '../shared/cloudSdk';
import { cloudSetTyping } from '../shared/cloudSetTyping';
import { keepConnections } from '../shared/keepConnections';
import { systemClock } from '../shared/systemClock';
import { createMain } from './setTyping';

const cloud: CloudSdk = require('wx-server-sdk');
const { env } = process;
const log = (line: string) => console.log(line);

keepConnections();
// No `timeout`: the SDK's counts only the silence of the socket. The deadline is our own.
cloud.init({ env: cloud.DYNAMIC_CURRENT_ENV });

export const main = createMain({
  sendTyping: chooseTransport(env, () => ({ setTyping: cloudSetTyping(cloud, env) }), log)
    .setTyping,
  getContext: () => cloud.getWXContext(),
  clock: systemClock,
  env,
  log,
});
