import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { transform } from 'esbuild';
import type { Config } from './config';
import { isBuildFailure } from './esbuildProblems';
import type { Problem } from './problem';

/** Reads a JSON file of the mini program; an object, or the problem with it. */
export async function readConfig(
  folder: string,
  file: string,
): Promise<{ config: Config; problems: Problem[] }> {
  const text = await readFile(join(folder, file), 'utf8');
  try {
    const config: unknown = JSON.parse(text);
    if (isConfig(config)) return { config, problems: [] };
    return { config: {}, problems: [notAnObject(file, text)] };
  } catch (error) {
    return { config: {}, problems: [await notJson(file, text, error)] };
  }
}

function isConfig(value: unknown): value is Config {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function notAnObject(file: string, text: string): Problem {
  const message = 'a JSON object { … } is expected';
  return { ...at(file, text, 1, 1), message };
}

/** JSON.parse names a position on some Node versions only; esbuild's JSON reader always does. */
async function notJson(file: string, text: string, error: unknown): Promise<Problem> {
  const message = error instanceof Error ? error.message : String(error);
  try {
    await transform(text, { loader: 'json', logLevel: 'silent' });
  } catch (failure) {
    const place = isBuildFailure(failure) ? failure.errors[0] : undefined;
    if (place?.location) {
      const { line, column } = place.location;
      return { ...at(file, text, line, column + 1), message: place.text };
    }
  }
  return { ...at(file, text, 1, 1), message };
}

function at(file: string, text: string, line: number, column: number) {
  const source = text.split('\n')[line - 1] ?? '';
  return { file, line, column, severity: 'error' as const, source };
}
