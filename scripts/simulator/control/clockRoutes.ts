import type { SimClock } from '../clock/clock';
import type { ControlDeps, Routes } from './route';
import { ControlError, readBody } from './route';

const yearMs = 366 * 86_400_000;

export function clockRoutes({ clock }: Pick<ControlDeps, 'clock'>): Routes {
  return {
    '/_sim/clock': {
      GET: () => clockState(clock),
      POST: async ({ body, raw }) => {
        // Who breaks the request off breaks the advance off.
        const gone = () => clock.stop();
        raw.socket.once('close', gone);
        try {
          await setClock(clock, body);
        } finally {
          raw.socket.off('close', gone);
        }
        return clockState(clock);
      },
    },
  };
}

export const clockState = (clock: SimClock) => ({ now: clock.now(), frozen: clock.frozen });

/** Freezes or lets run first, then advances; resolves when all that was due is done. */
async function setClock(clock: SimClock, body: unknown): Promise<void> {
  const { advanceMs, frozen, stop } = readBody(body, ['advanceMs', 'frozen', 'stop']);
  if (stop === true) {
    clock.stop();
    return;
  }
  if (advanceMs === undefined && frozen === undefined) {
    throw new ControlError(
      400,
      'give {"advanceMs": milliseconds} and/or {"frozen": true or false}',
    );
  }
  if (frozen !== undefined && typeof frozen !== 'boolean') {
    throw new ControlError(400, '"frozen" has to be true or false');
  }
  if (advanceMs !== undefined && !isDuration(advanceMs)) {
    throw new ControlError(
      400,
      `"advanceMs" has to be a whole number of milliseconds from 0 to ${yearMs} (366 days); time does not go back`,
    );
  }
  if (frozen !== undefined) clock.freeze(frozen);
  if (advanceMs !== undefined) await clock.advance(advanceMs);
}

function isDuration(value: unknown): value is number {
  return Number.isInteger(value) && Number(value) >= 0 && Number(value) <= yearMs;
}
