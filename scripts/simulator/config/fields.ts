import { ConfigError } from './configError';

/** Checks one value of the configuration. @param at where it stands, `functions.setTyping.env` */
export type Check = (value: unknown, at: string) => void;

export const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Whatever `accepts` takes. @param wants what to say to somebody who gave something else */
export function value(accepts: (value: unknown) => boolean, wants: string): Check {
  return (given, at) => {
    if (!accepts(given)) throw new ConfigError(`"${at}" has to be ${wants}`);
  };
}

export const text = (wants: string): Check =>
  value((given) => typeof given === 'string' && given !== '', wants);

/** A whole number, 1 or more. */
export const count = (wants: string): Check =>
  value((given) => Number.isInteger(given) && Number(given) > 0, wants);

export const listOf = (wants: string, accepts: (item: unknown) => boolean): Check =>
  value((given) => Array.isArray(given) && given.every(accepts), wants);

/** An object whose keys are names that somebody chose. */
export function mapOf(check: Check, wants: string): Check {
  return (given, at) => {
    if (!isObject(given)) throw new ConfigError(`"${at}" has to be ${wants}`);
    for (const [name, item] of Object.entries(given)) check(item, `${at}.${name}`);
  };
}

/**
 * An object with these keys, each of which may be left out. An unknown key is an error that names
 * it, so that a misspelt one never passes for one that was heard.
 */
export function objectOf(known: Readonly<Record<string, Check>>, wants: string): Check {
  return (given, at) => {
    if (!isObject(given)) {
      throw new ConfigError(
        at === '' ? `the configuration has to be ${wants}` : `"${at}" has to be ${wants}`,
      );
    }
    for (const [key, item] of Object.entries(given)) {
      const name = at === '' ? key : `${at}.${key}`;
      const check = Object.hasOwn(known, key) ? known[key] : undefined;
      if (!check) {
        throw new ConfigError(
          `unknown key "${name}"; known here: ${Object.keys(known).join(', ')}`,
        );
      }
      check(item, name);
    }
  };
}
