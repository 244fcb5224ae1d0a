import axe from 'axe-core';
import type { OpenPage } from './openPage';

/** What axe finds on the page and in its frames: each rule, and where it is broken. */
export async function violations({ page }: OpenPage, rules?: string[]): Promise<unknown[]> {
  // The one in the outer page asks those in the frames by itself.
  for (const frame of page.frames()) await frame.evaluate(axe.source);
  return page.evaluate(async (only) => {
    const { axe: injected } = globalThis as unknown as { axe: typeof axe };
    const found = await injected.run(only ? { runOnly: only } : {});
    return found.violations.map(({ id, nodes }) => [
      id,
      nodes.map(({ html }) => html.slice(0, 160)),
    ]);
  }, rules);
}
