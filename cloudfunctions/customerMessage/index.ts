import { chooseTransport } from '../shared/chooseTransport';
import type { CloudSdk } from '../shared/cloudSdk';
import { cloudTransport } from '../shared/cloudTransport';
import { keepConnections } from '../shared/keepConnections';
import { systemClock } from '../shared/systemClock';
import type { CloudDatabase } from './claimMessage';
import { createMain } from './customerMessage';
import { loadReply } from './loadReply';

const cloud: CloudSdk & CloudDatabase = require('wx-server-sdk');
const { env } = process;
const log = (line: string) => console.log(line);

keepConnections();
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
