import { execFileSync } from 'node:child_process';

/**
 * The path of a Node: `node` itself where it is a path, or a version, the newest of a major one
 * such as `16` or exactly `16.13.0`, which npm's `node` package brings (fetched once, then kept in npm's cache).
 *
 * @throws where it cannot be had
 */
export function findNode(node: string): string {
  if (!/^\d+(\.\d+){0,2}$/.test(node)) return node;
  try {
    return execFileSync(
      'npx',
      ['--yes', '--package', `node@${node}`, 'node', '--print', 'process.execPath'],
      { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'], shell: process.platform === 'win32' },
    ).trim();
  } catch (error) {
    const reason = error instanceof Error ? error.message.trim().split('\n').at(-1) : error;
    throw new Error(`Node ${node} cannot be had from npm's package "node": ${reason}`);
  }
}
