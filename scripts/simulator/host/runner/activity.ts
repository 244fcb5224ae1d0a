import type { Activity } from './messages';
import { now } from './simulatedTime';

const nextTurn = setImmediate;

/** What may be open while nothing is under way: it waits for somebody else. */
const waiting = new Set([
  'PipeWrap',
  'TTYWrap',
  'TCPSocketWrap',
  'TLSWrap',
  'TCPServerWrap',
  'UDPWrap',
  'Timeout',
  'SignalWrap',
  'FSEventWrap',
  'StatWatcher',
  'MessagePort',
  'Worker',
]);

/** As many turns as it takes for what came in to have been worked off. */
const quietTurns = 2;
const maxTurns = 50;

/** Looks again and again until there is nothing to do, or reports that there still is. */
export async function readActivity(
  gatewayPort: number,
  next: () => number | null,
  loading: () => boolean,
): Promise<Activity> {
  let quiet = 0;
  for (let turn = 0; turn < maxTurns && quiet < quietTurns; turn += 1) {
    await new Promise((resolve) => nextTurn(resolve));
    quiet = loading() || isBusy(next()) ? 0 : quiet + 1;
  }
  return { next: next(), busy: quiet < quietTurns, ...connections(gatewayPort) };
}

function isBusy(next: number | null): boolean {
  if (next !== null && next <= now()) return true;
  return process.getActiveResourcesInfo().some((resource) => !waiting.has(resource));
}

interface Connection {
  remotePort: number;
  localPort: number;
  bytesRead: number;
  bytesWritten: number;
}

/** Node lists only those that keep a process alive: idle ones kept for later don't. */
function connections(gatewayPort: number): Pick<Activity, 'toGateway' | 'elsewhere'> {
  const open = activeHandles().filter(isConnection);
  const elsewhere = open.filter((connection) => connection.remotePort !== gatewayPort);
  return {
    toGateway: open
      .filter((connection) => connection.remotePort === gatewayPort)
      .map(({ localPort }) => localPort),
    elsewhere: elsewhere
      .map(({ localPort, bytesRead, bytesWritten }) => `${localPort}:${bytesRead}:${bytesWritten}`)
      .join(),
  };
}

/** Without it, which newer versions of Node might drop, every connection passes for finished. */
function activeHandles(): unknown[] {
  if (!('_getActiveHandles' in process)) return [];
  const list: unknown =
    typeof process._getActiveHandles === 'function' ? process._getActiveHandles() : [];
  return Array.isArray(list) ? list : [];
}

function isConnection(handle: unknown): handle is Connection {
  return (
    handle instanceof Object && 'remotePort' in handle && typeof handle.remotePort === 'number'
  );
}
