import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Env } from '../shared/runtime/env';
import { systemClock } from '../shared/runtime/time';
import { chooseTransport } from '../shared/transport/chooseTransport';
import { type CloudSdk, cloudTransport } from '../shared/transport/cloudTransport';
import { keepAlive } from '../shared/transport/connections';
import { redact } from '../shared/transport/redact';
import type { CloudDatabase } from './conversation/database';
import { createMain } from './customerMessage';
import { createReply } from './reply';
import type { Reply } from './replyContract';
import type { Rule, RulesFile } from './rules/rules';
import './rules/rules.validator';

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
    const reason = redact(message, env, []);
    log(JSON.stringify({ function: 'customerMessage', what: 'no replies', reason }));
    return undefined;
  }
}

async function readPicture(picture: string): Promise<Buffer> {
  if (!picture.startsWith('cloud://')) return readFile(join(__dirname, picture));
  return (await cloud.downloadFile({ fileID: picture })).fileContent;
}

/** What lies beside the function; the build has held it against its schema. */
function loadRules(): readonly Rule[] {
  try {
    const { rules }: RulesFile = JSON.parse(readFileSync(join(__dirname, 'rules.json'), 'utf8'));
    if (rules.every(({ when }) => typeof when === 'object' && when !== null)) return rules;
    throw new Error('a rule has no "when"');
  } catch (error) {
    const reason = error instanceof SyntaxError ? 'rules.json is not JSON' : String(error);
    log(
      JSON.stringify({
        function: 'customerMessage',
        what: 'no rules',
        reason: redact(reason, env, []),
      }),
    );
    return [];
  }
}

export const main = createMain({
  reply: loadReply(env),
  rules: loadRules(),
  transport: chooseTransport(env, () => cloudTransport(cloud, env), log),
  cloud,
  readPicture,
  getContext: () => cloud.getWXContext(),
  clock: systemClock,
  env,
  log,
});
