import { colours } from '../../cli/colours';
import { fieldOf } from '../../cli/fieldOf';
import { fill } from '../../cli/fill';
import type { Texts } from '../../cli/language';
import type { CommandContext } from '../../cli/runCommand';
import { UsageError } from '../../cli/usageError';
import { explainOutcome, type Outcome, readOutcome } from './explainOutcome';
import { invokeTexts as texts } from './invokeTexts';
import { defaultUrl, openSimulator } from './openSimulator';
import { SimulatorUnreachable, simulatorClient } from './simulatorClient';

interface Flags {
  as?: string;
  source?: string;
  url?: string;
  json?: true;
}

const noSuchFunction = -501000;

/** `npm run invoke -- <function> [event] [--as OPENID] [--source SOURCE] [--url URL] [--json]` */
export function invokeCommand({ usualUrl = defaultUrl } = {}) {
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
        const outcome = readOutcome(answer);
        if (fieldOf(outcome.error, 'errCode') === noSuchFunction) {
          throw new UsageError(
            say(texts.noFunction, JSON.stringify(name)) + thereIs(outcome.error),
          );
        }
        const explained = explainOutcome(outcome, language, name);
        if (flags.json) terminal.out(`${JSON.stringify(answer)}\n`);
        else tell(outcome, explained);
        exit(explained ? Number(!explained.ok) : Number(outcome.error !== undefined));
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

    async function open(url: string | undefined) {
      if (url !== undefined && !/^https?:$/.test(URL.canParse(url) ? new URL(url).protocol : '')) {
        throw new UsageError(say(texts.badUrl));
      }
      try {
        const onStart = () => terminal.err(`${colours.dim(say(texts.starting, usualUrl))}\n`);
        return await openSimulator({ url, usualUrl, onStart });
      } catch (error) {
        if (!(error instanceof SimulatorUnreachable)) throw error;
        throw new Error(say(texts.unreachable, url));
      }
    }

    /** The names of those that there are, which the simulator says at the end of its errMsg. */
    function thereIs(error: unknown): string {
      const names = /there is (.*)$/.exec(String(fieldOf(error, 'errMsg')))?.[1];
      return names === undefined ? '' : say(texts.there, names);
    }

    function tell(outcome: Outcome, explained: ReturnType<typeof explainOutcome>): void {
      terminal.out(`${JSON.stringify(outcome.error ?? outcome.result ?? null, null, 2)}\n`);
      if (explained) {
        const colour = explained.ok ? colours.green : colours.red;
        terminal.err(`${colour(`${explained.errCode} ${explained.name}`)}  ${explained.meaning}\n`);
        if (!explained.ok) terminal.err(`${say(texts.next)}${explained.remedy}\n`);
      }
      for (const line of outcome.logs) terminal.err(`${colours.dim(`│ ${line}`)}\n`);
      const start = outcome.coldStart ? texts.cold : texts.warm;
      terminal.err(`${colours.dim(say(start, String(outcome.durationMs)))}\n`);
    }
  };
}
