import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { CloudSdk } from '../shared/runtime/cloudSdk';
import type { Env } from '../shared/runtime/env';
import { systemClock } from '../shared/runtime/time';
import { chooseTransport } from '../shared/transport/chooseTransport';
import { cloudTransport } from '../shared/transport/cloudTransport';
import { keepAlive } from '../shared/transport/connections';
import { redact } from '../shared/transport/redact';
import type { CloudDatabase } from './conversation/database';
import { createMain } from './customerMessage';
import { createReply } from './reply';
import type { Reply } from './replyContract';
import type { RulesFile } from './rules/rules';
import './rules/rules.validator';
import rulesFile from './rules.json';

interface CloudStorage {
  downloadFile(options: { fileID: string }): Promise<{ fileContent: Buffer }>;
}

const cloud: CloudSdk & CloudDatabase & CloudStorage = require('wx-server-sdk');
const { env } = process;
const log = (line: string) => console.log(line);

keepAlive();
cloud.init({ env: cloud.DYNAMIC_CURRENT_ENV });

/** undefined where it can't work: that is logged once, and people answer. */
function loadReply(env: Env): Reply | undefined {
  try {
    return createReply(env);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    const reason = redact(message, process.env, []);
    log(JSON.stringify({ function: 'customerMessage', what: 'no replies', reason }));
    return undefined;
  }
}

async function readPicture(picture: string): Promise<Buffer> {
  if (!picture.startsWith('cloud://')) return readFile(join(__dirname, picture));
  return (await cloud.downloadFile({ fileID: picture })).fileContent;
}

// The build has held rules.json against its schema.
const { rules } = rulesFile as unknown as RulesFile;

export const main = createMain({
  reply: loadReply(env),
  rules,
  transport: chooseTransport(env, () => cloudTransport(cloud, env), log),
  cloud,
  readPicture,
  getContext: () => cloud.getWXContext(),
  clock: systemClock,
  env,
  log,
});
