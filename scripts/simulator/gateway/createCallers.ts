import type { SimulatorOptions } from '../config/options';
import { callEnvironment, newApiToken, newCredentials } from '../host/functionInputs';
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

export function createCallers(
  host: Host,
  adminUrl: () => string,
  appid: string,
  options: SimulatorOptions,
): Callers {
  const admitted = new Map<string, CallerIdentity>();

  return {
    identify: (secretId) => admitted.get(secretId) ?? host.identify(secretId),

    admit({ functionName, openapi, openid }) {
      const credentials = newCredentials();
      const invocation = { event: {}, openid, source: 'wx_client' };
      const apiToken = newApiToken(invocation, options);
      admitted.set(credentials.secretId, {
        functionName,
        openapi,
        secretKey: credentials.secretKey,
        source: invocation.source,
        openid,
        apiToken,
      });
      return callEnvironment(invocation, {
        appid,
        adminUrl: adminUrl(),
        credentials,
        apiToken,
        env: {},
      });
    },
  };
}
