import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

/** What an address lets its holder do, and until when. */
interface Grant {
  /** `PUT` writes the file, `GET` reads it. */
  method: 'GET' | 'PUT';
  cloudPath: string;
  /** Milliseconds of the simulator's clock. */
  expiresAt: number;
}

/** Addresses that say by themselves what they allow, so that nothing has to be remembered. */
export interface SignedUrls {
  create(grant: Grant): string;
  /** The cloud path; undefined where the address was made by somebody else, or is over. */
  read(method: Grant['method'], query: Record<string, unknown>): string | undefined;
}

export function createSignedUrls(origin: () => string, now: () => number): SignedUrls {
  const secret = randomBytes(32);
  const signatureOf = (method: string, file: string, until: string) =>
    createHmac('sha256', secret).update([method, file, until].join('\n')).digest('hex');

  return {
    create({ method, cloudPath, expiresAt }) {
      // The SDK encodes the address once more, so that nothing in it may need encoding.
      const file = Buffer.from(cloudPath).toString('base64url');
      const until = String(expiresAt);
      const name = (cloudPath.split('/').at(-1) ?? '').replace(/[^\w.-]/g, '_').slice(-80);
      const sign = signatureOf(method, file, until);
      return `${origin()}/storage/${name}?file=${file}&t=${until}&sign=${sign}`;
    },

    read(method, { file, t, sign }) {
      if (typeof file !== 'string' || typeof t !== 'string' || typeof sign !== 'string') {
        return undefined;
      }
      const right = Buffer.from(signatureOf(method, file, t));
      const given = Buffer.from(sign);
      if (right.length !== given.length || !timingSafeEqual(right, given)) return undefined;
      return now() < Number(t) ? Buffer.from(file, 'base64url').toString() : undefined;
    },
  };
}
