import { randomUUID } from 'node:crypto';
import path from 'node:path';
import type { SimClock } from '../clock/clock';
import { defaultMaxInstances, defaultSettings, type FunctionSettings } from '../config/config';
import type { SimulatorOptions } from '../config/options';
import { clockParticipant } from './clockParticipant';
import { compileRunner } from './compileRunner';
import { createPool } from './createPool';
import { callContext, callEnvironment, handedEvent, newApiToken } from './functionInputs';
import type { Host, HostedRequest, Invocation, InvokeResult } from './host';
import { type Instance, touch } from './instance';
import { type InvokeError, invokeErrors } from './invokeErrors';
import {
  functionNames,
  functionVersion,
  isFunction,
  leftOutFunctions,
  whyLeftOut,
} from './readFunctions';
import { type RealLimits, realLimits } from './realLimits';
import { type InvocationOutcome, runInvocation } from './runInvocation';
import { startProcessReaper } from './startProcessReaper';

export interface HostOptions {
  /** Each subfolder with an index.js is a function. */
  functionsDir: string;
  clock: SimClock;
  /** Where the SDK in a function sends its requests; asked for at each call. */
  adminUrl: () => string;
  appid: string;
  /** Asked for at each call. */
  settings: (name: string) => FunctionSettings;
  options: SimulatorOptions;
  /** A function's files have changed; its next call loads them again. */
  onReload?: (name: string) => void;
  /** At most so many instances of one function at once; further calls wait. */
  maxInstances?: number | undefined;
  /** The function whose instances are started with Node's inspector; true: all. */
  inspect?: string | true | undefined;
  /** Told the address of each inspector. */
  onInspector?: (name: string, url: string) => void;
  realLimits?: Partial<RealLimits>;
}

/** Runs the functions of a folder as the platform does, each instance in a process of its own. */
export async function createHost(options: HostOptions): Promise<Host> {
  const { clock, functionsDir, appid } = options;
  const { runner, processReaper: reaperFile } = compileRunner();
  const processReaper = startProcessReaper(reaperFile);
  const instances = new Set<Instance>();
  const parkedByPort = new Map<number, boolean>();
  const limits = { ...realLimits, ...options.realLimits };
  const gateway = { port: () => Number(new URL(options.adminUrl()).port), parkedByPort };
  const clockSide = clockParticipant(clock, instances, gateway, limits);
  const pool = createPool(
    {
      functionsDir,
      runner,
      processReaper,
      maxInstances: options.maxInstances ?? defaultMaxInstances,
      freezeInstances: options.options.freezeInstances,
      clock,
      inspects: (name) => options.inspect === true || options.inspect === name,
      onInspector: (name, url) => options.onInspector?.(name, url),
    },
    instances,
    clockSide,
  );
  const versions = new Map<string, string>();

  function readVersion(name: string): string {
    const version = functionVersion(path.join(functionsDir, name));
    const before = versions.get(name);
    versions.set(name, version);
    if (before !== undefined && before !== version) options.onReload?.(name);
    return version;
  }

  async function work(name: string, invocation: Invocation, requestId: string): Promise<Worked> {
    if (!isFunction(functionsDir, name)) {
      const leftOut = leftOutFunctions(functionsDir).find((folder) => folder.name === name);
      const why = leftOut && whyLeftOut(leftOut);
      return refused({
        error: invokeErrors.noSuchFunction(name, functionNames(functionsDir), why),
      });
    }
    const { env, timeoutMs, memoryMb, runtime } = { ...defaultSettings, ...options.settings(name) };
    const checked = checkCall(handedEvent(invocation, appid, options.options), env);
    if ('error' in checked) return refused(checked);

    let taken: Awaited<ReturnType<typeof pool.take>>;
    try {
      // What a function reads as it loads may come from its environment: another one, another instance.
      const version = () => `${readVersion(name)} ${JSON.stringify(env)}`;
      taken = await pool.take({ name, memoryMb, runtime, version }, invocation);
    } catch (error) {
      return refused({ error: invokeErrors.noInstance(messageOf(error)) });
    }
    const { instance, coldStart } = taken;
    invocation.started?.();
    instance.requestID = requestId;
    instance.apiToken = newApiToken(invocation, options.options);
    const circumstances = {
      functionName: name,
      appid,
      adminUrl: options.adminUrl(),
      credentials: instance.credentials,
      requestId,
      apiToken: instance.apiToken,
      env,
      timeoutMs,
      memoryMb,
    };
    const outcome = await runInvocation(
      instance,
      {
        type: 'invoke',
        id: requestId,
        event: checked.event,
        env: callEnvironment(invocation, circumstances),
        context: callContext(invocation, circumstances),
      },
      clock,
      { timeoutMs, memoryMb },
      limits,
    );
    const logs = instance.process.lines();
    pool.giveBack(instance);
    return { outcome, coldStart, logs };
  }

  return {
    names: () => functionNames(functionsDir),
    has: (name) => isFunction(functionsDir, name),
    async invoke(name, invocation): Promise<InvokeResult> {
      const requestID = randomUUID();
      const start = clock.now();
      clockSide.happened();
      const { outcome, coldStart, logs } = await work(name, invocation, requestID);
      clockSide.happened();
      return { ...outcome, requestID, coldStart, durationMs: clock.now() - start, logs };
    },
    identify(secretId) {
      const instance = pool.bySecretId(secretId);
      return (
        instance && {
          functionName: instance.functionName,
          openapi: instance.openapi,
          secretKey: instance.credentials.secretKey,
          source: instance.invocation.source,
          openid: instance.invocation.openid,
          apiToken: instance.apiToken,
          requestID: instance.requestID,
        }
      );
    },
    requestOf(secretId) {
      const instance = pool.bySecretId(secretId);
      return followRequest((state, before) => {
        clockSide.happened();
        if (!instance) return;
        touch(instance);
        instance.parked += Number(state === 'parked') - Number(before === 'parked');
      });
    },
    requestFrom(port) {
      return followRequest((state) => {
        clockSide.happened();
        if (state === 'done') parkedByPort.delete(port);
        else parkedByPort.set(port, state === 'parked');
        for (const instance of instances) {
          if (instance.quiet?.toGateway.includes(port)) touch(instance);
        }
      });
    },
    recycle: pool.endAll,
    async close() {
      try {
        await pool.close();
      } finally {
        clockSide.leave();
        await processReaper.close();
      }
    },
  };
}

interface Worked {
  outcome: InvocationOutcome;
  coldStart: boolean;
  logs: string[];
}

const refused = (outcome: InvocationOutcome): Worked => ({ outcome, coldStart: false, logs: [] });

type RequestState = 'open' | 'parked' | 'done';

/** Calls `changed` for each step that a request takes: open, perhaps parked, done; none twice. */
function followRequest(
  changed: (state: RequestState, before: RequestState | undefined) => void,
): HostedRequest {
  let state: RequestState = 'open';
  changed(state, undefined);
  const move = (next: RequestState) => {
    if (state === 'done' || state === next) return;
    const before = state;
    state = next;
    changed(next, before);
  };
  return { parked: () => move('parked'), done: () => move('done') };
}

/** Bytes: what CloudBase documents for an event, and for all environment variables of a function. */
const maxEvent = 6 * 1024 * 1024;
const maxEnvironment = 4 * 1024;

/** What the platform refuses before it looks for an instance, or the event as JSON. */
function checkCall(
  event: unknown,
  env: Record<string, string>,
): { error: InvokeError } | { event: string } {
  const envBytes = Buffer.byteLength(Object.entries(env).flat().join(''));
  if (envBytes > maxEnvironment) {
    return { error: invokeErrors.environmentTooLarge(envBytes, maxEnvironment) };
  }
  let json: string;
  try {
    json = JSON.stringify(event) ?? '{}';
  } catch (error) {
    return { error: invokeErrors.eventNotJson(messageOf(error)) };
  }
  const bytes = Buffer.byteLength(json);
  if (bytes > maxEvent) return { error: invokeErrors.eventTooLarge(bytes, maxEvent) };
  return { event: json };
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
