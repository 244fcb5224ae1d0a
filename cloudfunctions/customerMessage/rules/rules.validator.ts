import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Ajv } from 'ajv';
import { RE2JS } from 're2js';
import rulesFile from '../rules.json';
import schema from '../rules.schema.json';
import type { RulesFile } from './rules';

/**
 * The build evaluates this file, and fails where rules.json is not as rules.schema.json says, holds
 * a regular expression that RE2 does not take, or names a picture that is not there. Nothing of it
 * is deployed.
 * @public read by the build
 */
export const ajv = new Ajv({ code: { source: true, esm: true }, strictTypes: false });

/** @throws Error that names the place in rules.json and what is wrong there */
export function checkRules(file: unknown, folder: string): void {
  const isRulesFile = ajv.compile(schema);
  if (!isRulesFile(file)) {
    const [error] = (isRulesFile.errors ?? []).filter(({ keyword }) => keyword !== 'if');
    const extra: unknown = error?.params.additionalProperty;
    throw new Error(
      `rules.json: ${error?.instancePath || 'the file'} ${error?.message}` +
        `${typeof extra === 'string' ? `: "${extra}"` : ''}. rules.schema.json beside it says what is accepted`,
    );
  }
  const { rules } = file as unknown as RulesFile;
  for (const [index, { when, reply = [] }] of rules.entries()) {
    if (when.regex !== undefined) checkRegex(when.regex, index);
    for (const message of reply) {
      const picture =
        'image' in message
          ? message.image
          : 'miniprogrampage' in message
            ? message.miniprogrampage.thumb
            : undefined;
      if (picture === undefined || picture.startsWith('cloud://')) continue;
      if (!existsSync(join(folder, picture))) {
        throw new Error(
          `rules.json: /rules/${index}/reply: there is no picture ${picture} beside it`,
        );
      }
    }
  }
}

function checkRegex(regex: string, index: number): void {
  try {
    RE2JS.compile(regex);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Error(
      `rules.json: /rules/${index}/when/regex: ${reason}. RE2 takes no look-around and no references back (github.com/google/re2/wiki/Syntax)`,
    );
  }
}

// By another name, or esbuild would take rules.json for a file to be bundled.
const { resolve } = require;
checkRules(rulesFile, dirname(resolve('../rules.json')));
