import type { CloudSdk } from '../shared/cloudSdk';
import { cloudSetTyping } from '../shared/cloudSetTyping';
import { keepConnections } from '../shared/keepConnections';
import { systemClock } from '../shared/systemClock';
import { createMain } from './setTyping';

const cloud: CloudSdk = require('wx-server-sdk');

keepConnections();
// No `timeout`: the SDK's counts only the silence of the socket. The deadline is our own.
cloud.init({ env: cloud.DYNAMIC_CURRENT_ENV });

export const main = createMain({
  sendTyping: cloudSetTyping(cloud, process.env),
  getContext: () => cloud.getWXContext(),
  clock: systemClock,
  env: process.env,
  log: (line) => console.log(line),
});
