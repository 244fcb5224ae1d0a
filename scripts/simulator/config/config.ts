import { type RuntimeName, runtimeNames } from '../host/runner/runtimes';
import { type Check, count, isObject, listOf, mapOf, objectOf, text, value } from './fields';
import { optionTable, type SimulatorOptions } from './options';

/** What a function is given, where it differs from the platform's defaults (`defaultSettings`). */
export interface FunctionSettings {
  env?: Record<string, string>;
  timeoutMs?: number;
  memoryMb?: number;
  runtime?: RuntimeName;
}

/** The configuration file of the simulator, all of it optional; see `readConfig`. */
export interface SimulatorConfig {
  appid?: string;
  secret?: string;
  /** The function that gets customers' messages. */
  messagePush?: string;
  /** Collections of the database that exist. */
  collections?: string[];
  /** Collections that exist, and the documents in them at the start. */
  database?: Record<string, unknown[]>;
  /** Files that lie in cloud storage at the start, by cloud path; relative to the config file. */
  files?: Record<string, string>;
  /** What APIs that the simulator does not play answer, by the name of their cloud call. */
  openapi?: Record<string, Record<string, unknown>>;
  functions?: Record<string, FunctionSettings>;
  /** At most so many instances of one function at once; further calls wait for one. */
  maxInstances?: number;
  options?: Partial<SimulatorOptions>;
}

/** What CloudBase gives a function of which nothing else is said. */
export const defaultSettings: Readonly<Required<FunctionSettings>> = {
  env: {},
  timeoutMs: 3_000,
  memoryMb: 256,
  runtime: 'Nodejs16.13',
};

export const defaultMaxInstances = 20;

const isText = (given: unknown): given is string => typeof given === 'string' && given !== '';

const functionKeys: Record<keyof FunctionSettings, Check> = {
  env: value(
    (given) => isObject(given) && Object.values(given).every((entry) => typeof entry === 'string'),
    'an object of texts {"NAME": "value"}',
  ),
  timeoutMs: count('a whole number of milliseconds, 1 or more'),
  memoryMb: count('a whole number of megabytes, 1 or more'),
  runtime: value(
    (given) => runtimeNames.some((name) => name === given),
    `one of ${runtimeNames.join(', ')}`,
  ),
};

/** Every key of the file and what may stand under it: a key is added here and in the type above. */
const keys: Record<keyof SimulatorConfig, Check> = {
  appid: text('an AppID such as "wx0123456789abcdef"'),
  secret: text('a text that is not empty'),
  messagePush: text('the name of a function'),
  collections: listOf('a list of collection names', isText),
  database: mapOf(
    listOf('a list of documents', isObject),
    'an object {"<collection>": [documents]}',
  ),
  files: mapOf(text('the path of a file'), 'an object {"<cloud path>": "<file>"}'),
  openapi: mapOf(
    value(isObject, 'an object: what the API answers'),
    'an object {"<api>": {"errcode": 0, …}}',
  ),
  functions: mapOf(
    objectOf(functionKeys, 'an object of settings'),
    `an object {"<function>": {${Object.keys(functionKeys)
      .map((key) => `"${key}"`)
      .join(', ')}}}`,
  ),
  maxInstances: count('a whole number, 1 or more'),
  options: objectOf(
    Object.fromEntries(
      optionTable.map(({ name, accepts, values }) => [name, value(accepts, values)]),
    ),
    'an object of options',
  ),
};

const whole = objectOf(keys, 'a JSON object');

/** @throws ConfigError naming the key and what is accepted. */
export function checkConfig(config: unknown): asserts config is SimulatorConfig {
  whole(config, '');
}
