import { readFileSync } from 'node:fs';
import { checkConfig, type SimulatorConfig } from './config';
import { ConfigError } from './configError';

/**
 * Reads the simulator's configuration file.
 *
 * @throws ConfigError, one line that names the file, where it cannot be read, is not JSON, or says
 *   something that the simulator does not know.
 */
export function readConfig(file: string): SimulatorConfig {
  try {
    const config: unknown = JSON.parse(readText(file));
    checkConfig(config);
    return config;
  } catch (error) {
    const reason =
      error instanceof SyntaxError ? `not valid JSON (${error.message})` : messageOf(error);
    throw new ConfigError(`${file}: ${reason}`);
  }
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8').replace(/^\uFEFF/, '');
  } catch (error) {
    throw new ConfigError(`cannot be read (${messageOf(error)})`);
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
