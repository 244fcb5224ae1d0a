import type { AddressInfo } from 'node:net';
import path from 'node:path';
import type { FastifyInstance } from 'fastify';
import { settledWithin } from '../cli/settledWithin';
import { apiRoutes } from './api/apiRoutes';
import { apiTable, configuredApi } from './api/apiTable';
import { createAccount } from './api/createAccount';
import { createTokens } from './api/createTokens';
import { createWechat } from './api/createWechat';
import type { SimClock } from './clock/clock';
import { createSimClock } from './clock/createSimClock';
import { checkConfig, type SimulatorConfig } from './config/config';
import { checkFunctions } from './config/findFunctions';
import { defaultOptions } from './config/options';
import { controlRoutes } from './control/controlRoutes';
import { createServer } from './control/createServer';
import { createConversation } from './conversation/createConversation';
import { createDatabase } from './database/createDatabase';
import { createCallLog } from './events/createCallLog';
import { createEvents, type Events } from './events/createEvents';
import { customerUpdates } from './events/customerUpdates';
import { logEvents } from './events/describeEvent';
import { createDispatch } from './faults/createDispatch';
import { createFaults } from './faults/createFaults';
import { createOpenResponses } from './faults/openResponses';
import { createTempFolder } from './files/createTempFolder';
import { type Admission, createCallers } from './gateway/createCallers';
import { gatewayRoutes } from './gateway/gatewayRoutes';
import { createHost } from './host/createHost';
import { defaultAppid, envId } from './host/functionInputs';
import { createMedia } from './media/createMedia';
import { createInvoke } from './push/createInvoke';
import { createPush } from './push/createPush';
import { createFileIds } from './storage/cloudPath';
import { createStorage } from './storage/createStorage';
import { createSignedUrls } from './storage/signedUrls';
import { storageRoutes } from './storage/storageRoutes';

export interface StartOptions {
  /** 0, the default, takes a free one. */
  port?: number;
  /** The folder of functions: one subfolder each, with index.js. */
  functions: string;
  config?: SimulatorConfig;
  /** The function that gets message push; goes before `config.messagePush`. */
  push?: string;
  /** The function whose instances are started with Node's inspector; true: all. */
  inspect?: string | true | undefined;
  /** Gets one line for each call and what it answered, coloured where colours are on. */
  log?: (line: string) => void;
  /** Adds further addresses to the same server and origin, under the same rules of access. */
  routes?: (app: FastifyInstance, deps: { events: Events; clock: SimClock }) => unknown;
}

export interface Simulator {
  /** `http://127.0.0.1:PORT` */
  url: string;
  port: number;
  clock: SimClock;
  /** The functions, sorted. */
  names: string[];
  /** For people: subfolders that are no function, a line each. */
  warnings: readonly string[];
  /** The function that gets message push. */
  messagePush: string | undefined;
  /**
   * Makes a process that somebody else starts a known caller of the gateway.
   *
   * @returns the environment variables with which the real SDK in it speaks to this simulator.
   */
  admit(admission: Admission): Record<string, string>;
  /** Ends the server and every process of a function. */
  close(): Promise<void>;
}

/** How long open connections may keep the server, in real milliseconds. */
const closeLimit = 5_000;

async function closeServer(app: FastifyInstance): Promise<void> {
  if (await settledWithin(app.close(), closeLimit)) return;
  app.server.closeAllConnections();
  throw new Error(`the simulator's server did not close within ${closeLimit / 1_000} s`);
}

/**
 * Starts WeChat and CloudBase on 127.0.0.1, as far as this project touches them. Resolves when
 * everything is ready.
 *
 * @throws ConfigError where the configuration or the folder of functions is not as it has to be, and
 *   Node's own error (`EADDRINUSE` …) where the port cannot be had.
 */
export async function startSimulator(start: StartOptions): Promise<Simulator> {
  const config: SimulatorConfig = {
    ...start.config,
    ...(start.push === undefined ? {} : { messagePush: start.push }),
  };
  checkConfig(config);
  const functionsDir = path.resolve(start.functions);
  const warnings = checkFunctions(functionsDir, config);

  const app = createServer();
  const address = () => app.server.address() as AddressInfo;
  const url = () => `http://127.0.0.1:${address().port}`;
  const adminUrl = () => `${url()}/admin`;

  const appid = config.appid ?? defaultAppid;
  const options = { ...defaultOptions, ...config.options };
  const clock = createSimClock();
  const now = () => clock.now();
  const events = createEvents();
  const calls = createCallLog(events);
  const faults = createFaults(events);
  const openResponses = createOpenResponses();
  const dispatch = createDispatch(faults, clock, openResponses);
  const temp = createTempFolder();
  const media = createMedia(now, temp, (mediaId) => `${url()}/_sim/media/${mediaId}`);
  const conversation = createConversation(now, options, media.has);
  const updates = customerUpdates(conversation, clock, events);
  const tokens = createTokens(now, options);
  const database = createDatabase({
    collections: config.collections,
    seeds: config.database,
    clock,
    options,
  });
  const said = new Set<string>();
  const account = createAccount(config);
  const urls = createSignedUrls(url, now);
  const ids = createFileIds(envId);
  const storage = createStorage({ now, folder: temp, ids, urls, seeds: config.files ?? {} });
  const apis = [
    ...apiTable,
    ...Object.entries(config.openapi ?? {}).map(([name, given]) => configuredApi(name, given)),
  ];
  const apiState = { conversation, media, account, tokens, options };
  const wechat = createWechat(apiState, clock, calls, dispatch, updates);

  const host = await createHost({
    functionsDir,
    clock,
    adminUrl,
    appid,
    settings: (name) => config.functions?.[name] ?? {},
    options,
    maxInstances: config.maxInstances,
    inspect: start.inspect,
    onInspector: (name, url) => events.emit({ type: 'inspector', function: name, url }),
    onReload: (name) => events.emit({ type: 'reload', function: name }),
  });
  const invoke = createInvoke(host, events, database.ended);
  const callers = createCallers(host, adminUrl, appid, options);
  const transfer = (openid: string) => {
    conversation.transfer(openid);
    updates.changed(openid);
  };
  const push =
    config.messagePush === undefined
      ? undefined
      : createPush(config.messagePush, invoke, clock, options, transfer);

  const reset = async () => {
    faults.clear();
    openResponses.cutAll();
    await host.recycle();
    conversation.reset();
    tokens.reset();
    database.reset();
    media.reset();
    storage.reset();
    calls.reset();
    clock.reset();
    said.clear();
    events.emit({ type: 'reset' });
  };

  const state = {
    appid,
    apis,
    clock,
    conversation,
    media,
    storage,
    database,
    calls,
    updates,
    events,
    faults,
  };
  const doing = {
    host,
    invoke,
    push,
    options,
    dispatch,
    wechat,
    callers,
    tokens,
    openResponses,
    said,
    reset,
  };
  const deps = { ...state, ...doing };
  await app.register(controlRoutes, deps);
  await app.register(gatewayRoutes, deps);
  await app.register(apiRoutes, deps);
  await app.register(storageRoutes, { storage, urls, folder: temp, host });
  await start.routes?.(app, { events, clock });

  const stopTelling = clock.onChange(() =>
    events.emit(() => ({ type: 'clock', now: clock.now(), frozen: clock.frozen })),
  );
  clock.onSlow((progress) => events.emit({ type: 'advance', ...progress }));
  if (start.log) logEvents(events, clock, start.log);

  const close = async () => {
    stopTelling();
    openResponses.cutAll();
    try {
      await host.close();
    } finally {
      await closeServer(app);
      temp.clear();
      clock.reset();
    }
  };
  try {
    await app.listen({ host: '127.0.0.1', port: start.port ?? 0 });
  } catch (error) {
    await close();
    throw error;
  }
  return {
    url: url(),
    port: address().port,
    clock,
    names: host.names(),
    warnings,
    messagePush: config.messagePush,
    admit: callers.admit,
    close,
  };
}
