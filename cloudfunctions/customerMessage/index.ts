import type { CloudSdk } from '../shared/runtime/cloudSdk';
import { systemClock } from '../shared/runtime/time';
import { chooseTransport } from '../shared/transport/chooseTransport';
import { cloudTransport } from '../shared/transport/cloudTransport';
import { keepAlive } from '../shared/transport/connections';
import type { CloudDatabase } from './claimMessage';
import { createMain } from './customerMessage';
import { loadReply } from './loadReply';

const cloud: CloudSdk & CloudDatabase = require('wx-server-sdk');
const { env } = process;
const log = (line: string) => console.log(line);

keepAlive();
cloud.init({ env: cloud.DYNAMIC_CURRENT_ENV });

export const main = createMain({
  reply: loadReply(env, log),
  transport: chooseTransport(env, () => cloudTransport(cloud, env), log),
  cloud,
  getContext: () => cloud.getWXContext(),
  clock: systemClock,
  env,
  log,
});
