import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { SimClock } from '../../clock/clock';
import { createSimClock } from '../../clock/createSimClock';
import { defaultOptions } from '../../config/options';
import { createHost, type HostOptions } from '../createHost';
import type { Host, InvokeResult } from '../host';

/** A host of functions that a test writes down, on a clock that stands. */
export interface HostedFunctions {
  host: Host;
  clock: SimClock;
  folder: string;
  /** Writes a file of a function; index.js where it is not named. */
  write(name: string, code: string, file?: string): void;
  remove(name: string): void;
  /** Calls it as a mini program would. */
  call(name: string, event?: unknown): Promise<InvokeResult>;
  close(): Promise<void>;
}

/** On a busy machine everything takes its time; a test of giving up says itself how soon. */
const patience = {
  load: 60_000,
  block: 60_000,
  settleBlocked: 60_000,
  settleGateway: 60_000,
  settleElsewhere: 60_000,
  settleInAll: 60_000,
};

export async function hostFunctions(
  functions: Record<string, string>,
  options: Partial<HostOptions> = {},
): Promise<HostedFunctions> {
  const folder = mkdtempSync(path.join(tmpdir(), 'hosted-'));
  const write = (name: string, code: string, file = 'index.js') => {
    const target = path.join(folder, name, file);
    mkdirSync(path.dirname(target), { recursive: true });
    writeFileSync(target, code);
  };
  for (const [name, code] of Object.entries(functions)) write(name, code);
  const clock = createSimClock();
  clock.freeze(true);
  const host = await createHost({
    functionsDir: folder,
    clock,
    adminUrl: () => 'http://127.0.0.1:9/admin',
    appid: 'wx0123456789abcdef',
    settings: () => ({}),
    options: defaultOptions,
    ...options,
    realLimits: { ...patience, ...options.realLimits },
  });
  return {
    host,
    clock,
    folder,
    write,
    remove: (name) => rmSync(path.resolve(folder, name), { recursive: true, force: true }),
    call: (name, event = {}) =>
      host.invoke(name, { event, openid: 'oCustomer', source: 'wx_client' }),
    async close() {
      await host.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
