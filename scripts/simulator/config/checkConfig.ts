import type { FunctionSettings } from '../host/createHost';
import type { SimulatorConfig } from './config';
import { ConfigError } from './configError';
import { optionTable } from './options';

interface Field {
  accepts(value: unknown): boolean;
  wants: string;
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isText = (value: unknown): value is string => typeof value === 'string' && value !== '';
const isCount = (value: unknown): boolean => Number.isInteger(value) && Number(value) > 0;

const text = (wants: string): Field => ({ accepts: isText, wants });

const fields: Record<keyof SimulatorConfig, Field> = {
  appid: text('an AppID such as "wx0123456789abcdef"'),
  secret: text('a text that is not empty'),
  messagePush: text('the name of a function'),
  collections: {
    accepts: (value) => Array.isArray(value) && value.every(isText),
    wants: 'a list of collection names',
  },
  functions: {
    accepts: isObject,
    wants: 'an object {"<function>": {"env", "timeoutMs", "memoryMb"}}',
  },
  options: { accepts: isObject, wants: 'an object of options' },
};

const functionFields: Record<keyof FunctionSettings, Field> = {
  env: {
    accepts: (value) =>
      isObject(value) && Object.values(value).every((entry) => typeof entry === 'string'),
    wants: 'an object of texts {"NAME": "value"}',
  },
  timeoutMs: { accepts: isCount, wants: 'a whole number of milliseconds, 1 or more' },
  memoryMb: { accepts: isCount, wants: 'a whole number of megabytes, 1 or more' },
};

const optionFields: Record<string, Field> = Object.fromEntries(
  optionTable.map(({ name, accepts, values }) => [name, { accepts, wants: values }]),
);

/**
 * Checks what a configuration file says. An unknown key is an error that names it, so that a
 * misspelt option never passes for one that was heard.
 *
 * @throws ConfigError naming the key, what it was and what is accepted.
 */
export function checkConfig(config: unknown): asserts config is SimulatorConfig {
  if (!isObject(config)) throw new ConfigError('the configuration has to be a JSON object');
  checkFields(config, fields, '');
  for (const [name, settings] of Object.entries(config.functions ?? {})) {
    if (!isObject(settings)) {
      throw new ConfigError(`"functions.${name}" has to be an object of settings`);
    }
    checkFields(settings, functionFields, `functions.${name}.`);
  }
  if (isObject(config.options)) checkFields(config.options, optionFields, 'options.');
}

function checkFields(
  object: Record<string, unknown>,
  known: Record<string, Field>,
  prefix: string,
): void {
  for (const [key, value] of Object.entries(object)) {
    const field = Object.hasOwn(known, key) ? known[key] : undefined;
    if (!field) {
      throw new ConfigError(
        `unknown key "${prefix}${key}"; known here: ${Object.keys(known).join(', ')}`,
      );
    }
    if (!field.accepts(value)) {
      throw new ConfigError(`"${prefix}${key}" has to be ${field.wants}`);
    }
  }
}
