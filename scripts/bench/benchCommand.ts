import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { dirname, join } from 'node:path';
import { projectRoot } from '../build/projectRoot';
import type { CommandContext, Terminal } from '../cli/runCommand';
import { makeTempFolder, removeTempFolder } from '../cli/tempFolder';
import { UsageError } from '../cli/usageError';
import { benchTexts } from './benchTexts';
import { prepare } from './contenders';
import { measure } from './measure';
import { drawBars, type Report, reportOf, reportTable } from './report';
import { startStage } from './stage';

interface Flags {
  runs: string;
  calls: string;
  node: string;
  instructions?: boolean;
  json?: true;
  svg?: string | true;
}

const defaultPicture = join(projectRoot, 'docs/cold-start.svg');

/** `npm run bench`: exit code 1 where an answer was wrong, whatever the ratios are. */
export function benchCommand({ program, language, terminal, exit }: CommandContext): void {
  const texts = benchTexts[language];
  const labels = { ...texts.contenders, ...texts.steps };
  const progress = showProgress(terminal);

  program
    .description(texts.description)
    .option('--runs <n>', texts.runs, '15')
    .option('--calls <n>', texts.calls, '1000')
    .option('--node <path|major>', texts.node, process.execPath)
    .option('--instructions', texts.instructions)
    .option('--json', texts.json)
    .option('--svg [file]', `${texts.svg} (docs/cold-start.svg)`)
    .action(async ({ runs, calls, node, json, svg, instructions = false }: Flags) => {
      const counts = [wholeNumber('--runs', runs), wholeNumber('--calls', calls)] as const;
      if (instructions && !hasValgrind()) throw new UsageError(texts.noValgrind);
      const report = await run(...counts, findNode(node), instructions);
      terminal.out(json ? `${JSON.stringify(report, null, 2)}\n` : reportTable(report, texts));
      if (report.ratios.length === 0) return exit(1);
      if (svg === undefined) return;
      const file = svg === true ? defaultPicture : svg;
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, drawBars(report, texts));
      terminal.err(`${texts.drawn(file)}\n`);
    });

  async function run(
    runs: number,
    calls: number,
    node: string,
    instructions: boolean,
  ): Promise<Report> {
    const version = execFileSync(node, ['--version'], { encoding: 'utf8' }).trim();
    const folder = makeTempFolder('wechat-typing-bench-');
    const stage = await startStage();
    try {
      progress.show(labels.preparing, 0);
      const measured = await measure({
        prepared: await prepare(folder),
        node,
        stage,
        runs,
        calls,
        instructions,
        progress: (step, done) => progress.show(labels[step], done),
      });
      const cpus = availableParallelism();
      return reportOf(measured, {
        node: version,
        cpus,
        runs,
        calls,
        strangers: stage.strangers(),
      });
    } finally {
      progress.clear();
      await stage.close();
      removeTempFolder(folder);
    }
  }

  function wholeNumber(flag: string, value: string): number {
    if (!/^[1-9]\d*$/.test(value)) throw new UsageError(texts.badNumber(flag, value));
    return Number(value);
  }
}

function hasValgrind(): boolean {
  return spawnSync('valgrind', ['--version'], { stdio: 'ignore' }).status === 0;
}

/** How far the work is: one line of a terminal's stderr, nothing where stderr is no terminal. */
function showProgress({ err }: Terminal, isTerminal = process.stderr.isTTY === true) {
  const erase = '\r\u001b[K';
  return {
    show(what: string, done: number): void {
      if (isTerminal) err(`${erase}${String(Math.floor(done * 100)).padStart(3)} %  ${what}`);
    },
    clear(): void {
      if (isTerminal) err(erase);
    },
  };
}

/**
 * The path of a Node: `node` itself where it is a path, or a version, the newest of a major one
 * such as `16` or exactly `16.13.0`, which npm's `node` package brings (fetched once, then kept in npm's cache).
 *
 * @throws where it cannot be had
 */
export function findNode(node: string): string {
  if (!/^\d+(\.\d+){0,2}$/.test(node)) return node;
  try {
    return execFileSync(
      'npx',
      ['--yes', '--package', `node@${node}`, 'node', '--print', 'process.execPath'],
      { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'], shell: process.platform === 'win32' },
    ).trim();
  } catch (error) {
    const reason = error instanceof Error ? error.message.trim().split('\n').at(-1) : error;
    throw new Error(`Node ${node} cannot be had from npm's package "node": ${reason}`);
  }
}
