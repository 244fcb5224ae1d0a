/** Since this major version Node keeps connections by itself. */
const keepsByItself = 19;

/**
 * Lets the next call of a warm instance use the connection to CloudBase again, as Node 19 and newer
 * do by themselves, on the older ones that CloudBase runs as well. The SDK's own `keepalive: true`
 * would do the same, but loads another agent, which a cold start would wait for.
 *
 * A connection that the other side has closed meanwhile fails as -501001, which is tried again.
 */
export function keepAlive(version: string = process.versions.node): void {
  if (Number.parseInt(version, 10) >= keepsByItself) return;
  const http = loadHttp();
  const https = loadHttps();
  const options = { keepAlive: true, scheduling: 'lifo', timeout: 5000 } as const;
  http.globalAgent = new http.Agent(options);
  https.globalAgent = new https.Agent(options);
}

/**
 * Makes the next call take a connection of its own. A kept one may have died without a word while
 * the instance was frozen between two invocations; what is sent along it then is never answered.
 * Those with a request on its way stay as they are.
 */
export function closeIdleConnections(): void {
  for (const { globalAgent } of [loadHttp(), loadHttps()]) {
    for (const idle of Object.values(globalAgent.freeSockets)) {
      for (const socket of [...(idle ?? [])]) socket.destroy();
    }
  }
}

/** Loaded when they are used, because on newer versions nothing needs them before the first call. */
function loadHttp(): typeof import('node:http') {
  return require('node:http');
}
function loadHttps(): typeof import('node:https') {
  return require('node:https');
}
