import { randomBytes } from 'node:crypto';
import { callEnvironment } from '../host/environment';
import type { CallerIdentity, Host } from '../host/host';

/** Somebody who is no hosted function, but may call the gateway like one. */
export interface Admission {
  functionName: string;
  /** As in `permissions.openapi` of a config.json. */
  openapi: readonly string[];
  openid?: string;
}

/** Who may call the gateway: the hosted functions, and processes that were admitted. */
export interface Callers {
  identify(secretId: string): CallerIdentity | undefined;
  /** Returns the environment variables that make a process of one's own a known caller. */
  admit(admission: Admission): Record<string, string>;
}

export function createCallers(host: Host, adminUrl: () => string, appid: string): Callers {
  const admitted = new Map<string, CallerIdentity>();
  const random = () => randomBytes(16).toString('hex');

  return {
    identify: (secretId) => admitted.get(secretId) ?? host.identify(secretId),

    admit({ functionName, openapi, openid }) {
      const credentials = {
        secretId: `AKID${random()}`,
        secretKey: random(),
        sessionToken: random(),
      };
      const source = 'wx_client';
      admitted.set(credentials.secretId, {
        functionName,
        openapi,
        secretKey: credentials.secretKey,
        source,
        openid,
      });
      return callEnvironment(
        { event: {}, openid, source },
        {
          functionName,
          appid,
          envId: 'simulator',
          adminUrl: adminUrl(),
          credentials,
          requestId: random(),
          apiToken: random(),
          env: {},
          timeoutMs: 3_000,
          memoryMb: 256,
        },
      );
    },
  };
}
