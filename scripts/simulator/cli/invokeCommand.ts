import { colours } from '../../cli/colours';
import { fieldOf } from '../../cli/fieldOf';
import { fill } from '../../cli/fill';
import type { Texts } from '../../cli/language';
import type { CommandContext } from '../../cli/runCommand';
import { UsageError } from '../../cli/usageError';
import { invokeTexts as texts } from './invokeTexts';
import { SimulatorRefused, SimulatorUnreachable, simulatorClient } from './simulatorClient';

/** What a code means and what to do, as a table of codes has it. */
export interface CodeExplanation {
  errCode: number;
  name: string;
  meaning: Texts;
  remedy: Texts;
}

export interface InvokeDeps {
  /**
   * Explains a code.
   * @param about the cloud function that answered it, and its errMsg, which tells causes apart
   */
  explain(errCode: unknown, about: { about: string; errMsg: unknown }): CodeExplanation;
  /** Makes the functions ready for a simulator that is started for one call; returns their folder. */
  prepareFunctions(): Promise<string>;
  /** Where a simulator is looked for when none is named. */
  defaultUrl?: string;
}

/** What `POST /_sim/invoke/:function` answered. */
interface Invoked {
  /** What the function returned; undefined where it gave no result. */
  result: unknown;
  /** What wx.cloud.callFunction rejects with. */
  error: unknown;
  coldStart: boolean;
  durationMs: number;
  logs: string[];
}

interface Flags {
  as?: string;
  source?: string;
  url?: string;
  json?: true;
}

const noSuchFunction = -501000;

/** `npm run invoke -- <function> [event] [--as OPENID] [--source SOURCE] [--url URL] [--json]` */
export function invokeCommand(deps: InvokeDeps) {
  const { defaultUrl = 'http://127.0.0.1:8400' } = deps;
  return ({ program, language, terminal, exit }: CommandContext): void => {
    const say = (text: Texts, value = '') => fill(text[language], [value]);

    program
      .description(say(texts.description))
      .argument('<function>', say(texts.function))
      .argument('[event]', say(texts.event))
      .option('--as <openid>', say(texts.as))
      .option('--source <source>', say(texts.source))
      .option('--url <url>', say(texts.url))
      .option('--json', say(texts.json))
      .addHelpText('after', say(texts.examples))
      .action(async (name: string, given: string | undefined, flags: Flags) => {
        const event = readEvent(given);
        const headers = readHeaders(flags);
        const simulator = await open(flags.url);
        let answer: unknown;
        try {
          const path = `/_sim/invoke/${encodeURIComponent(name)}`;
          answer = await simulatorClient(simulator.url).post(path, event, headers);
        } finally {
          await simulator.close();
        }
        const invoked = readAnswer(answer);
        if (fieldOf(invoked.error, 'errCode') === noSuchFunction) {
          throw new UsageError(
            say(texts.noFunction, JSON.stringify(name)) + thereIs(invoked.error),
          );
        }
        if (flags.json) terminal.out(`${JSON.stringify(answer)}\n`);
        else tell(name, invoked);
        exit(succeeded(invoked) ? 0 : 1);
      });

    function readEvent(given: string | undefined): unknown {
      if (given === undefined) return {};
      try {
        return JSON.parse(given);
      } catch {
        throw new UsageError(
          say(texts.notJson, given.length > 60 ? `${given.slice(0, 60)}…` : given),
        );
      }
    }

    function readHeaders({ as, source }: Flags): Record<string, string> {
      if (as !== undefined && !/^[\w-]{1,128}$/.test(as))
        throw new UsageError(say(texts.badOpenid));
      if (source !== undefined && !/^\w+(,\w+)*$/.test(source)) {
        throw new UsageError(say(texts.badSource));
      }
      return {
        ...(as === undefined ? {} : { 'x-sim-openid': as }),
        ...(source === undefined ? {} : { 'x-sim-source': source }),
      };
    }

    /** The simulator to call: the one asked for, or the one that is running, or one for this call. */
    async function open(url: string | undefined): Promise<{ url: string; close(): Promise<void> }> {
      if (url !== undefined && !/^https?:$/.test(URL.canParse(url) ? new URL(url).protocol : '')) {
        throw new UsageError(say(texts.badUrl));
      }
      const running = url ?? defaultUrl;
      try {
        const clock = await simulatorClient(running).get('/_sim/clock');
        if (typeof fieldOf(clock, 'now') !== 'number') {
          throw new SimulatorRefused(`what answers at ${running} is no simulator`);
        }
        return { url: running, close: async () => {} };
      } catch (error) {
        if (url !== undefined && error instanceof SimulatorUnreachable) {
          throw new Error(say(texts.unreachable, url));
        }
        // Another program on the default port is no reason not to answer.
        const absent = error instanceof SimulatorUnreachable || error instanceof SimulatorRefused;
        if (url !== undefined || !absent) throw error;
      }
      terminal.err(`${colours.dim(say(texts.starting, defaultUrl))}\n`);
      // Mostly one is running, and nobody waits until this has been loaded.
      const { startSimulator }: typeof import('..') = require('..');
      return startSimulator({ functions: await deps.prepareFunctions() });
    }

    /** The names of those that there are, which the simulator says at the end of its errMsg. */
    function thereIs(error: unknown): string {
      const names = /there is (.*)$/.exec(String(fieldOf(error, 'errMsg')))?.[1];
      return names === undefined ? '' : say(texts.there, names);
    }

    function tell(about: string, invoked: Invoked): void {
      terminal.out(`${JSON.stringify(invoked.error ?? invoked.result ?? null, null, 2)}\n`);
      const explained = explain(about, invoked);
      if (explained) {
        const ok = succeeded(invoked);
        const colour = ok ? colours.green : colours.red;
        const { errCode, name, meaning, remedy } = explained;
        terminal.err(`${colour(`${errCode} ${name}`)}  ${meaning[language]}\n`);
        if (!ok) terminal.err(`${say(texts.next)}${remedy[language]}\n`);
      }
      for (const line of invoked.logs) terminal.err(`${colours.dim(`│ ${line}`)}\n`);
      const start = invoked.coldStart ? texts.cold : texts.warm;
      terminal.err(`${colours.dim(say(start, String(invoked.durationMs)))}\n`);
    }

    /** Undefined for a result without errCode, such as the 'success' that answers a message push. */
    function explain(about: string, { result, error }: Invoked): CodeExplanation | undefined {
      const holder = error ?? result;
      const errCode = fieldOf(holder, 'errCode');
      if (errCode === undefined) return undefined;
      return deps.explain(errCode, { about, errMsg: fieldOf(holder, 'errMsg') });
    }
  };
}

function readAnswer(answer: unknown): Invoked {
  const logs = fieldOf(answer, 'logs');
  return {
    result: fieldOf(answer, 'result'),
    error: fieldOf(answer, 'error'),
    coldStart: fieldOf(answer, 'coldStart') === true,
    durationMs: Number(fieldOf(answer, 'durationMs')),
    logs: Array.isArray(logs) ? logs.map(String) : [],
  };
}

function succeeded({ result, error }: Invoked): boolean {
  const errCode = fieldOf(result, 'errCode');
  return error === undefined && (errCode === undefined || errCode === 0);
}
