import { randomBytes, randomUUID } from 'node:crypto';
import path from 'node:path';
import type { ClockParticipant, SimClock } from '../clock/clock';
import { compileRunner } from './compileRunner';
import { type Credentials, callContext, callEnvironment } from './environment';
import type { Host, Invocation, InvokeResult } from './host';
import type { Instance } from './instance';
import { invokeErrors } from './invokeErrors';
import { projectFolder } from './projectFolder';
import { functionNames, functionPermissions, functionVersion, isFunction } from './readFunctions';
import type { Time } from './runner/messages';
import { settleInstance } from './settleInstance';
import { startKeeper } from './startKeeper';
import { startProcess } from './startProcess';
import { type Outcome, workCall } from './workCall';

/** What a function is given, where it differs from the platform's defaults. */
export interface FunctionSettings {
  env?: Record<string, string>;
  /** 3000 unless set. */
  timeoutMs?: number;
  /** 256 unless set. */
  memoryMb?: number;
}

export interface HostOptions {
  /** Each subfolder with an index.js is a function. */
  functionsDir: string;
  clock: SimClock;
  /** Where the SDK in a function sends its requests; asked for at each call. */
  adminUrl: () => string;
  appid: string;
  /** Asked for at each call. */
  settings: (name: string) => FunctionSettings;
  /**
   * What a function left running after its return does not run on until its next call. Off: it
   * does, which the platform does not promise either.
   */
  freezeInstances?: boolean;
  /** A function's files have changed; its next call loads them afresh. */
  onReload?: (name: string) => void;
}

/** Bytes: platform-facts on cloud functions. */
const largestEvent = 6 * 1024 * 1024;
const largestEnvironment = 4 * 1024;

const envId = 'simulator';

/** Runs the functions of a folder as the platform does, each instance in a process of its own. */
export async function createHost(options: HostOptions): Promise<Host> {
  const { clock } = options;
  const files = compileRunner();
  const keeper = startKeeper(files.keeper);
  const instances = new Set<Instance>();
  const versions = new Map<string, string>();
  let closed = false;
  /** Grows with each call that starts or ends, so that a settling clock looks again. */
  let happened = 0;

  const gatewayPort = () => Number(new URL(options.adminUrl()).port);

  function timeNow(frozen: boolean, now: number): Time {
    return frozen ? { stoppedAt: now } : { offset: now - Date.now() };
  }
  let time: Time = timeNow(false, clock.now());

  const participant: ClockParticipant = {
    async settle() {
      for (;;) {
        const before = happened;
        const theirs = await Promise.all(
          [...instances].map((instance) => settleInstance(instance, gatewayPort)),
        );
        // What an instance answered may have set off another call.
        await new Promise((resolve) => setImmediate(resolve));
        if (happened !== before) continue;
        const moments = theirs.filter((at) => at !== null);
        return moments.length === 0 ? null : Math.min(...moments);
      }
    },
    moveTo(now, frozen) {
      time = timeNow(frozen, now);
      for (const instance of instances) tellTime(instance);
    },
  };
  const leaveClock = clock.join(participant);

  /** One that only waits for its next timer won't look at the time before that. */
  function tellTime(instance: Instance): void {
    const { quiet } = instance;
    const asleep =
      'stoppedAt' in time &&
      'stoppedAt' in instance.time &&
      quiet !== undefined &&
      quiet.toGateway === 0 &&
      quiet.elsewhere === '' &&
      (quiet.next === null || quiet.next > time.stoppedAt);
    if (!asleep && !instance.paused) updateTime(instance);
  }

  function updateTime(instance: Instance): void {
    if (instance.time === time) return;
    instance.time = time;
    instance.quiet = undefined;
    instance.process.send({ type: 'time', time });
  }

  function startInstance(
    name: string,
    version: string,
    invocation: Invocation,
    memoryMb: number,
  ): Instance {
    const folder = path.join(options.functionsDir, name);
    const openapi = functionPermissions(folder);
    const process = startProcess({
      runner: files.runner,
      keeper,
      memoryMb,
      folder,
      lendsSdk: projectFolder,
      mark: randomUUID(),
      time,
    });
    const instance: Instance = {
      functionName: name,
      version,
      process,
      credentials: newCredentials(),
      openapi,
      invocation,
      busy: false,
      warm: false,
      retired: false,
      paused: false,
      requests: { open: 0, parked: 0 },
      time,
      quiet: undefined,
      blocked: false,
      givenUpOn: undefined,
    };
    instances.add(instance);
    void process.ended.then(() => {
      happened += 1;
      instance.retired = true;
      instances.delete(instance);
    });
    return instance;
  }

  function retire(instance: Instance): void {
    instance.retired = true;
    instance.process.kill();
  }

  /** A warm instance of this very version, the one used last first. */
  function takeWarm(name: string, version: string): Instance | undefined {
    let found: Instance | undefined;
    for (const instance of instances) {
      if (instance.functionName !== name || instance.busy) continue;
      if (instance.retired || !instance.process.alive) continue;
      if (instance.version === version) found = instance;
      else retire(instance);
    }
    return found;
  }

  function noticeChange(name: string, version: string): void {
    const before = versions.get(name);
    versions.set(name, version);
    if (before !== undefined && before !== version) options.onReload?.(name);
  }

  async function work(
    name: string,
    invocation: Invocation,
    requestId: string,
  ): Promise<{ outcome: Outcome; coldStart: boolean; logs: string[] }> {
    const refused = (outcome: Outcome) => ({ outcome, coldStart: false, logs: [] });
    if (closed) return refused({ error: invokeErrors.closed() });
    if (!isFunction(options.functionsDir, name)) {
      const names = functionNames(options.functionsDir);
      return refused({ error: invokeErrors.noSuchFunction(name, names) });
    }
    const { env = {}, timeoutMs = 3_000, memoryMb = 256 } = options.settings(name);
    const envBytes = Buffer.byteLength(Object.entries(env).flat().join(''));
    if (envBytes > largestEnvironment) {
      return refused({ error: invokeErrors.environmentTooLarge(envBytes, largestEnvironment) });
    }
    let event: string;
    try {
      event = JSON.stringify(invocation.event) ?? '{}';
    } catch (error) {
      return refused({ error: invokeErrors.eventNotJson(String(error)) });
    }
    if (Buffer.byteLength(event) > largestEvent) {
      const bytes = Buffer.byteLength(event);
      return refused({ error: invokeErrors.eventTooLarge(bytes, largestEvent) });
    }

    const filesVersion = functionVersion(path.join(options.functionsDir, name));
    noticeChange(name, filesVersion);
    const version = `${memoryMb}\n${filesVersion}`;
    let instance = takeWarm(name, version);
    const coldStart = instance === undefined;
    try {
      instance ??= startInstance(name, version, invocation, memoryMb);
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      return refused({ error: invokeErrors.badConfig(reason) });
    }

    instance.busy = true;
    instance.invocation = invocation;
    instance.givenUpOn = undefined;
    if (instance.paused) {
      instance.paused = false;
      instance.process.resume();
    }
    updateTime(instance);
    instance.quiet = undefined;
    // The one used last is found last.
    instances.delete(instance);
    instances.add(instance);

    const circumstances = {
      functionName: name,
      appid: options.appid,
      envId,
      adminUrl: options.adminUrl(),
      credentials: instance.credentials,
      requestId,
      apiToken: randomBytes(32).toString('hex'),
      env,
      timeoutMs,
      memoryMb,
    };
    const outcome = await workCall(
      instance,
      {
        type: 'invoke',
        id: requestId,
        event,
        env: callEnvironment(invocation, circumstances),
        context: callContext(invocation, circumstances),
      },
      clock,
      { timeoutMs, memoryMb },
    );
    const logs = instance.process.lines();
    instance.busy = false;
    // Whose code could not be loaded is not kept: the next call tries afresh.
    if (!instance.warm) retire(instance);
    else if (options.freezeInstances && !instance.retired) {
      instance.paused = true;
      instance.process.pause();
    }
    return { outcome, coldStart, logs };
  }

  async function endAll(): Promise<void> {
    const all = [...instances];
    for (const instance of all) retire(instance);
    await Promise.all(all.map(({ process }) => process.ended));
  }

  const bySecretId = (secretId: string) =>
    [...instances].find(({ credentials }) => credentials.secretId === secretId);

  return {
    names: () => functionNames(options.functionsDir),
    has: (name) => isFunction(options.functionsDir, name),
    async invoke(name, invocation): Promise<InvokeResult> {
      const requestID = randomUUID();
      const start = clock.now();
      happened += 1;
      const { outcome, coldStart, logs } = await work(name, invocation, requestID);
      happened += 1;
      return { ...outcome, requestID, coldStart, durationMs: clock.now() - start, logs };
    },
    identify(secretId) {
      const instance = bySecretId(secretId);
      return (
        instance && {
          functionName: instance.functionName,
          openapi: instance.openapi,
          secretKey: instance.credentials.secretKey,
          source: instance.invocation.source,
          openid: instance.invocation.openid,
        }
      );
    },
    requestOf(secretId) {
      const instance = bySecretId(secretId);
      let state: 'open' | 'parked' | 'done' = 'open';
      if (instance) instance.requests.open += 1;
      const changed = () => {
        if (instance) instance.quiet = undefined;
        happened += 1;
      };
      changed();
      return {
        parked() {
          if (state !== 'open') return;
          state = 'parked';
          if (instance) instance.requests.parked += 1;
          changed();
        },
        done() {
          if (state === 'done') return;
          if (instance) {
            instance.requests.open -= 1;
            if (state === 'parked') instance.requests.parked -= 1;
          }
          state = 'done';
          changed();
        },
      };
    },
    recycle: endAll,
    async close() {
      closed = true;
      await endAll();
      leaveClock();
      await keeper.close();
    },
  };
}

function newCredentials(): Credentials {
  return {
    secretId: `AKID${randomBytes(16).toString('hex')}`,
    secretKey: randomBytes(16).toString('hex'),
    sessionToken: randomBytes(32).toString('hex'),
  };
}
