import { randomUUID } from 'node:crypto';
import path from 'node:path';
import { settledWithin } from '../../cli/settledWithin';
import type { SimClock } from '../clock/clock';
import type { ClockParticipant } from './clockParticipant';
import { projectFolder } from './compileRunner';
import { newCredentials } from './functionInputs';
import type { Invocation } from './host';
import { type Instance, touch } from './instance';
import { functionPermissions } from './readFunctions';
import type { RuntimeName } from './runner/runtimes';
import { startProcess } from './startProcess';
import type { ProcessReaper } from './startProcessReaper';

/** An instance that nobody calls ends after so long, on the simulator's clock. */
const idleMs = 60_000;

/** How long killed processes may take to end, in real milliseconds. */
const endLimit = 10_000;

/** What an instance must have been started with to take a call. */
export interface Wanted {
  name: string;
  memoryMb: number;
  runtime: RuntimeName;
  /** Of the function's files and environment, read when an instance is about to be taken. */
  version: () => string;
}

interface PoolOptions {
  functionsDir: string;
  runner: string;
  processReaper: ProcessReaper;
  maxInstances: number;
  freezeInstances: boolean;
  clock: SimClock;
  /** Whether the function's instances are started with the inspector. */
  inspects: (name: string) => boolean;
  /** An inspector listens at this address. */
  onInspector: (name: string, url: string) => void;
}

/** The instances of all functions: which takes a call, and what becomes of it afterwards. */
export interface Pool {
  /**
   * A warm instance, the one used last first, or a new one; waits where there are too many.
   *
   * @throws {Error} that says what is wrong with the function's config.json, or that it was closed
   */
  take(wanted: Wanted, invocation: Invocation): Promise<{ instance: Instance; coldStart: boolean }>;
  giveBack(instance: Instance): void;
  bySecretId(secretId: string): Instance | undefined;
  endAll(): Promise<void>;
  /** The same, and gives out no further one. */
  close(): Promise<void>;
}

export function createPool(
  options: PoolOptions,
  instances: Set<Instance>,
  clock: ClockParticipant,
): Pool {
  let closed = false;
  const waiting = new Map<string, (() => void)[]>();

  function start(
    { name, memoryMb, runtime }: Wanted,
    version: string,
    invocation: Invocation,
  ): Instance {
    const folder = path.join(options.functionsDir, name);
    const openapi = functionPermissions(folder);
    const time = clock.time();
    const instance: Instance = {
      functionName: name,
      version,
      process: startProcess({
        runner: options.runner,
        processReaper: options.processReaper,
        memoryMb,
        folder,
        lendsSdk: projectFolder,
        mark: randomUUID(),
        time,
        runtime,
        ...(options.inspects(name)
          ? { onInspector: (url: string) => options.onInspector(name, url) }
          : {}),
      }),
      inspected: options.inspects(name),
      idleTimer: undefined,
      credentials: newCredentials(),
      openapi,
      invocation,
      requestID: '',
      apiToken: undefined,
      busy: false,
      warm: false,
      retired: false,
      recycled: false,
      paused: false,
      parked: 0,
      time,
      quiet: undefined,
      touched: 0,
      blocked: false,
      givenUpOn: undefined,
    };
    instances.add(instance);
    void instance.process.ended.then(() => {
      instance.retired = true;
      instances.delete(instance);
      clock.happened();
    });
    return instance;
  }

  function retire(instance: Instance): void {
    instance.retired = true;
    instance.process.kill();
  }

  const of = (name: string) =>
    [...instances].filter(
      ({ functionName, retired, process }) => functionName === name && !retired && process.alive,
    );

  function takeWarm(name: string, version: string): Instance | undefined {
    const idle = of(name).filter(({ busy }) => !busy);
    const [fits, outdated] = [true, false].map((wanted) =>
      idle.filter((instance) => (instance.version === version) === wanted),
    );
    outdated?.forEach(retire);
    const instance = fits?.at(-1);
    if (instance) {
      // The one used last stands last.
      instances.delete(instance);
      instances.add(instance);
    }
    return instance;
  }

  async function endAll(): Promise<void> {
    const all = [...instances];
    for (const instance of all) {
      instance.recycled = true;
      retire(instance);
    }
    const ended = Promise.all(all.map(({ process }) => process.ended));
    if (await settledWithin(ended, endLimit)) return;
    const left = all.filter(({ process }) => process.alive);
    throw new Error(
      `these processes of functions did not end within ${endLimit / 1_000} s of being killed: ${left
        .map(({ functionName, process }) => `${functionName} (${process.pid})`)
        .join(', ')}`,
    );
  }

  return {
    async take(wanted, invocation) {
      while (of(wanted.name).filter(({ busy }) => busy).length >= options.maxInstances) {
        await new Promise<void>((resolve) => {
          waiting.set(wanted.name, [...(waiting.get(wanted.name) ?? []), resolve]);
        });
      }
      if (closed) throw new Error('the simulator is shutting down');
      const version = `${wanted.memoryMb} ${wanted.runtime} ${wanted.version()}`;
      const warm = takeWarm(wanted.name, version);
      const instance = warm ?? start(wanted, version, invocation);
      instance.busy = true;
      options.clock.clearTimeout(instance.idleTimer);
      instance.invocation = invocation;
      instance.givenUpOn = undefined;
      if (instance.paused) {
        instance.paused = false;
        instance.process.resume();
      }
      clock.update(instance);
      touch(instance);
      return { instance, coldStart: warm === undefined };
    },
    giveBack(instance) {
      instance.busy = false;
      if (!instance.inspected) {
        instance.idleTimer = options.clock.setTimeout(() => retire(instance), idleMs);
      }
      // Whose code could not be loaded is not kept: the next call tries again.
      if (!instance.warm) retire(instance);
      else if (options.freezeInstances && !instance.retired) {
        instance.paused = true;
        instance.process.pause();
      }
      const woken = waiting.get(instance.functionName) ?? [];
      waiting.delete(instance.functionName);
      // All of them: the first may turn out not to need the place.
      for (const wake of woken) wake();
    },
    bySecretId: (secretId) =>
      [...instances].find(({ credentials }) => credentials.secretId === secretId),
    endAll,
    close() {
      closed = true;
      return endAll();
    },
  };
}
