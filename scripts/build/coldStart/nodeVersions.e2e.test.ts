import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findNode } from '../../bench/benchCommand';
import { projectRoot } from '../projectRoot';
import { answerUses } from './testing/answerUses';
import { type OpenVariants, openVariants } from './testing/openVariants';
import { type RecordingGateway, startRecordingGateway } from './testing/recordingGateway';
import { sdkUses, sdkUsesFile } from './testing/sdkUses';
import { upstreamAnswers } from './testing/upstreamAnswers';

jest.setTimeout(300_000);

/** Those that CloudBase runs and npm brings. 45 MB each, so they are fetched only when asked for. */
const versions = ['16', '18', '20', '22', '24'];
const asked = process.env.NODE_VERSIONS?.split(',') ?? [];

describe('the optimised bundle on other versions of Node', () => {
  let gateway: RecordingGateway;
  let dir: string;
  const opened: OpenVariants[] = [];
  beforeAll(async () => {
    gateway = await startRecordingGateway();
    dir = mkdtempSync(join(tmpdir(), 'node-versions-'));
  });
  afterAll(async () => {
    for (const variants of opened) variants.close();
    await gateway.close();
    rmSync(dir, { recursive: true, force: true });
  });

  async function open(entry: string, to: string, node: string): Promise<OpenVariants> {
    const variants = await openVariants(entry, to, gateway, { node });
    opened.push(variants);
    return variants;
  }

  for (const version of versions.filter((one) => !asked.includes(one))) {
    test.skip(`Node ${version} (set NODE_VERSIONS=${versions} to run it)`, () => {});
  }

  for (const version of asked) {
    test(`on Node ${version} it does what the SDK does without a bundle`, () => check(version));
  }

  async function check(version: string): Promise<void> {
    const node = findNode(version);
    const setTyping = await open(
      join(projectRoot, 'cloudfunctions/setTyping/index.ts'),
      join(dir, version, 'setTyping'),
      node,
    );
    for (const answer of Object.values(upstreamAnswers)) {
      gateway.answer(() => answer);
      const { coldFiles } = await setTyping.expectEqual({ event: { command: 'Typing' } });
      expect(coldFiles).toEqual([]);
    }

    gateway.answer(answerUses);
    const uses = await open(sdkUsesFile, join(dir, version, 'uses'), node);
    for (const use of sdkUses) await uses.expectEqual({ event: { use } });
  }
});
