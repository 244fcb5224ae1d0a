import { readFileSync } from 'node:fs';
import path from 'node:path';
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
    return config.files
      ? { ...config, files: filesFrom(path.dirname(file), config.files) }
      : config;
  } catch (error) {
    const reason =
      error instanceof SyntaxError ? `not valid JSON (${error.message})` : messageOf(error);
    throw new ConfigError(`${file}: ${reason}`);
  }
}

/** Relative paths count from the configuration file. */
function filesFrom(folder: string, files: Record<string, string>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(files).map(([cloudPath, file]) => [cloudPath, path.resolve(folder, file)]),
  );
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
