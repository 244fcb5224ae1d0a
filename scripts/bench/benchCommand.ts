import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { projectRoot } from '../build/projectRoot';
import type { CommandContext } from '../cli/runCommand';
import { UsageError } from '../cli/usageError';
import { benchTexts } from './benchTexts';
import { startCannedGateway } from './cannedGateway';
import { cloudEnvironment } from './cloudEnvironment';
import { drawBars } from './drawBars';
import { findNode } from './findNode';
import { measure } from './measure';
import { prepare } from './prepare';
import { type Report, reportOf } from './report';
import { reportTable } from './reportTable';
import { showProgress } from './showProgress';

interface Flags {
  runs: string;
  calls: string;
  node: string;
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
    .option('--calls <n>', texts.calls, '10000')
    .option('--node <path|major>', texts.node, process.execPath)
    .option('--json', texts.json)
    .option('--svg [file]', `${texts.svg} (docs/cold-start.svg)`)
    .action(async ({ runs, calls, node, json, svg }: Flags) => {
      const report = await run(
        wholeNumber('--runs', runs),
        wholeNumber('--calls', calls),
        findNode(node),
      );
      terminal.out(json ? `${JSON.stringify(report, null, 2)}\n` : reportTable(report, texts));
      if (report.ratios.length === 0) return exit(1);
      if (svg === undefined) return;
      const file = svg === true ? defaultPicture : svg;
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, drawBars(report, texts));
      terminal.err(`${texts.drawn(file)}\n`);
    });

  async function run(runs: number, calls: number, node: string): Promise<Report> {
    const version = execFileSync(node, ['--version'], { encoding: 'utf8' }).trim();
    const folder = mkdtempSync(join(tmpdir(), 'wechat-typing-bench-'));
    const removeFolder = () => rmSync(folder, { recursive: true, force: true });
    process.once('exit', removeFolder);
    const gateway = await startCannedGateway();
    try {
      progress.show(labels.preparing, 0);
      const measured = await measure({
        prepared: await prepare(folder),
        node,
        env: cloudEnvironment(gateway.url),
        runs,
        calls,
        progress: (step, done) => progress.show(labels[step], done),
      });
      const cpus = availableParallelism();
      return reportOf(measured, {
        node: version,
        cpus,
        runs,
        calls,
        strangers: gateway.strangers(),
      });
    } finally {
      progress.clear();
      await gateway.close();
      removeFolder();
      process.off('exit', removeFolder);
    }
  }

  function wholeNumber(flag: string, value: string): number {
    if (!/^[1-9]\d*$/.test(value)) throw new UsageError(texts.badNumber(flag, value));
    return Number(value);
  }
}
