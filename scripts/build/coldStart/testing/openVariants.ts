import { buildVariants, type Variant, variants } from './buildVariants';
import { functionEnvironment } from './functionEnvironment';
import { type Call, type Called, openFunction } from './openFunction';
import type { RecordingGateway, WireRequest } from './recordingGateway';

export interface Seen extends Called {
  requests: WireRequest[];
}

/** One function in every variant, each in a process of its own. */
export interface OpenVariants {
  /**
   * Makes the same call in every variant, and expects the same outcome and the same requests of
   * each. @returns what was seen of the optimised one
   */
  expectEqual(call: Call): Promise<Seen>;
  close(): void;
}

/**
 * @param to the folder to build into
 * @param node the Node that runs them; this one unless given
 * @param built the optimised one, where it need not be built
 */
export async function openVariants(
  entry: string,
  to: string,
  gateway: RecordingGateway,
  { node = process.execPath, built }: { node?: string; built?: string } = {},
): Promise<OpenVariants> {
  const files = await buildVariants(entry, to, built);
  const env = functionEnvironment(gateway.url);
  const open = (variant: Variant) => openFunction(files[variant], env, node);
  const opened = {
    optimised: open('optimised'),
    plain: open('plain'),
    unbundled: open('unbundled'),
  };

  const see = async (variant: Variant, call: Call): Promise<Seen> => {
    gateway.take();
    const called = await opened[variant].call(call);
    return { ...called, requests: gateway.take() };
  };
  return {
    async expectEqual(call) {
      const optimised = await see('optimised', call);
      const unbundled = await see('unbundled', call);
      const plain = await see('plain', call);
      expect(optimised.shown).toBe(unbundled.shown);
      expect(optimised.requests).toEqual(unbundled.requests);
      expect(optimised.shown).toBe(plain.shown);
      expect(withoutVersion(optimised.requests)).toEqual(withoutVersion(plain.requests));
      return optimised;
    },
    close() {
      for (const variant of variants) opened[variant].close();
    },
  };
}

/** A plain bundle doesn't find the file with its version, and says so in its User-Agent. */
function withoutVersion(requests: readonly WireRequest[]): unknown {
  return requests.map(({ headers: { 'user-agent': _, ...headers }, ...rest }) => ({
    ...rest,
    headers,
  }));
}
