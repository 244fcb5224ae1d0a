import { createColors } from 'picocolors';

/**
 * Colours only on a terminal. picocolors left to itself also colours what a CI keeps in a file.
 * NO_COLOR turns them off, FORCE_COLOR on (no-color.org, force-color.org).
 */
export function wantsColours(
  env: Readonly<Record<string, string | undefined>>,
  isTerminal: boolean,
): boolean {
  if (env.NO_COLOR) return false;
  return isTerminal || Boolean(env.FORCE_COLOR);
}

export const colours = createColors(wantsColours(process.env, process.stdout.isTTY === true));
