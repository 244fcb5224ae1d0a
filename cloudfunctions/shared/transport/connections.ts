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
  // Loaded here, because on newer versions nothing needs them before the first call.
  const http: typeof import('node:http') = require('node:http');
  const https: typeof import('node:https') = require('node:https');
  const options = { keepAlive: true, scheduling: 'lifo', timeout: 5000 } as const;
  http.globalAgent = new http.Agent(options);
  https.globalAgent = new https.Agent(options);
}
