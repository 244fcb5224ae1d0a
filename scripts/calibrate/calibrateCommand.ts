import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { explainCode } from '../../cloudfunctions/shared/codes/codes';
import { maskOpenId } from '../../cloudfunctions/shared/runtime/openId';
import { colours } from '../cli/colours';
import { fill } from '../cli/fill';
import type { Texts } from '../cli/language';
import type { CommandContext } from '../cli/runCommand';
import { UsageError } from '../cli/usageError';
import { defaultOptions, optionTable, type SimulatorOptions } from '../simulator/config/options';
import { actTexts, calibrateTexts as texts } from './calibrateTexts';
import { calibrated, fitOptions } from './fitOptions';
import { isYes, type Person, personAtTerminal } from './person';
import { type PlayDeps, play, type Recording } from './play';
import { reportLines } from './reportLines';
import { type AccountKind, accountKinds, isCall, stepsFor } from './steps';
import { CallRefused, openWechat, Unreachable } from './wechat';

interface Flags {
  appid?: string;
  openid?: string;
  kind?: string;
  api: string;
  out: string;
}

interface CalibrateDeps {
  person?: Person | undefined;
  clock?: PlayDeps['clock'];
}

const realClock: PlayDeps['clock'] = {
  now: () => Date.now(),
  wait: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
};

/** `npm run calibrate -- [--appid …] [--openid …] [--kind …] [--api URL] [--out FILE]` */
export function calibrateCommand({
  person = personAtTerminal(),
  clock = realClock,
}: CalibrateDeps = {}) {
  return ({ program, language, terminal, exit }: CommandContext): void => {
    const say = (text: Texts, values: Record<string, string | number> = {}) =>
      fill(text[language], values);
    const tell = (line: string) => terminal.out(`${line}\n`);

    program
      .description(say(texts.description))
      .option('--appid <appid>', say(texts.appid))
      .option('--openid <openid>', say(texts.openid))
      .option('--kind <kind>', say(texts.kind))
      .option('--api <url>', say(texts.api), 'https://api.weixin.qq.com')
      .option('--out <file>', say(texts.out), 'simulator.config.json')
      .addHelpText('after', say(texts.help))
      .action(async (flags: Flags) => {
        const api = readApi(flags.api);
        const config = readConfigFile(flags.out);
        if (person === undefined) throw new UsageError(say(texts.nobody));
        const given = async (flag: string | undefined, question: Texts) =>
          flag ?? person.ask(say(question));
        const appid = checked(
          await given(flags.appid, texts.askAppid),
          /^wx\w{16}$/,
          texts.badAppid,
        );
        const openid = checked(
          await given(flags.openid, texts.askOpenid),
          /^[\w-]{1,128}$/,
          texts.badOpenid,
        );
        const kind = readKind(await given(flags.kind, texts.askKind));
        const secret = terminal.env.WX_APPSECRET || (await person.askHidden(say(texts.askSecret)));
        if (secret === '') throw new UsageError(say(texts.noSecret));

        const steps = stepsFor(kind);
        const calls = steps.filter(({ what }) => what === 'typing').length;
        const messages = steps.filter(({ what }) => what === 'send').length;
        tell(say(texts.plan, { calls, messages, openid: maskOpenId(openid) }));
        if (!isYes(await person.ask(say(texts.goOn)))) {
          tell(say(texts.stopped));
          return;
        }

        const account = { api, appid, openid, secret };
        const recording = await ask(account, kind, person);
        const seen = await person.ask(say(texts.look));
        report(recording, seen, config, flags.out);
      });

    async function ask(
      account: Parameters<typeof openWechat>[0],
      kind: AccountKind,
      asked: Person,
    ): Promise<Recording> {
      try {
        return await play(stepsFor(kind), {
          clock,
          call: await openWechat(account),
          person: async (act) => {
            await asked.ask(`\n${colours.bold(say(actTexts[act]))}${say(texts.done)}`);
          },
          onPause(ms, next) {
            const seconds = Math.round(ms / 1000);
            if (seconds >= 3)
              tell(colours.dim(say(texts.pause, { seconds, next: say(next.title) })));
          },
          onStep: ({ step, errcode }) =>
            isCall(step) && tell(`  ${String(errcode).padStart(6)}  ${say(step.title)}`),
        });
      } catch (error) {
        if (error instanceof Unreachable)
          throw new Error(say(texts.unreachable, { reason: error.message }));
        if (!(error instanceof CallRefused)) throw error;
        const { meaning, remedy } = explainCode(error.errcode);
        throw new Error(
          say(texts.refused, {
            errcode: error.errcode,
            meaning: meaning[language],
            remedy: remedy[language],
          }),
        );
      }
    }

    function report(
      recording: Recording,
      seen: string,
      config: Record<string, unknown>,
      file: string,
    ): void {
      const { options, byDefault, fitted } = fitOptions(recording);
      const { lines, unexplained } = reportLines(recording, byDefault, fitted, seen, language);
      tell(`\n${lines.join('\n')}\n`);
      if (unexplained > 0) tell(colours.red(say(texts.unexplained, { count: unexplained })));

      const turned = Object.fromEntries(
        Object.entries(options).filter(
          ([name, value]) =>
            JSON.stringify(value) !==
            JSON.stringify(defaultOptions[name as keyof SimulatorOptions]),
        ),
      );
      if (Object.keys(turned).length > 0) {
        const kept = typeof config.options === 'object' ? config.options : {};
        const written = { ...config, options: { ...kept, ...turned } };
        writeFileSync(file, `${JSON.stringify(written, null, 2)}\n`);
        tell(say(texts.written, { file, options: JSON.stringify(turned) }));
      } else if (unexplained === 0) tell(say(texts.asDefault));
      const open = optionTable.filter(({ name }) => !calibrated.has(name));
      tell(say(texts.open, { options: open.map(({ name }) => name).join(', ') }));
      exit(0);
    }

    function checked(value: string, pattern: RegExp, otherwise: Texts): string {
      if (!pattern.test(value)) throw new UsageError(say(otherwise));
      return value;
    }

    function readKind(value: string): AccountKind {
      const kind = accountKinds.find((known) => known === value);
      if (kind === undefined) throw new UsageError(say(texts.badKind));
      return kind;
    }

    /** A secret goes there, so it is WeChat's or a proxy's by https, or this machine's. */
    function readApi(value: string): string {
      const url = URL.canParse(value) ? new URL(value) : undefined;
      const here = url && ['127.0.0.1', 'localhost', '[::1]'].includes(url.hostname);
      const fits =
        url &&
        (url.protocol === 'https:' || (here && url.protocol === 'http:')) &&
        !url.username &&
        !url.password &&
        !url.search &&
        !url.hash;
      if (!fits) throw new UsageError(say(texts.badApi));
      return value.replace(/\/+$/, '');
    }

    /** Read before anything is asked, so that three minutes are not lost to a file that is no JSON. */
    function readConfigFile(file: string): Record<string, unknown> {
      if (!existsSync(file)) return {};
      try {
        const value: unknown = JSON.parse(readFileSync(file, 'utf8'));
        if (typeof value === 'object' && value !== null && !Array.isArray(value))
          return { ...value };
      } catch {
        // Said below.
      }
      throw new UsageError(say(texts.badFile, { file }));
    }
  };
}
