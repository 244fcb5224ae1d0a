/**
 * Packages that a setTyping call never runs, and that share no state with the rest of the SDK:
 * they go into cold.js, which is loaded when one of them is first used.
 */
export const coldPackages: readonly string[] = [
  '@cloudbase/ai',
  '@cloudbase/app',
  '@cloudbase/database',
  '@cloudbase/wx-cloud-client-sdk',
  'agentkeepalive',
  'asynckit',
  'axios',
  'bignumber.js',
  'http-proxy-agent',
  'https-proxy-agent',
  'jsonwebtoken',
  'long',
  'mime-db',
  'mime-types',
  'retry',
  'retry/lib/retry_operation',
  'web-streams-polyfill',
  'xml2js',
];
