/** The account whose tokens the HTTPS API gives out. */
export interface Account {
  /** What is wrong with an appid and secret; 0 where nothing is. */
  check(appid: unknown, secret: unknown): number;
}

/**
 * @param appid where the configuration names one, it is the only one; else any that looks like one.
 * @param secret likewise.
 */
export function createAccount({ appid, secret }: { appid?: string; secret?: string }): Account {
  return {
    check(givenAppid, givenSecret) {
      if (!givenAppid) return 41002;
      if (!givenSecret) return 41004;
      if (typeof givenAppid !== 'string' || !/^wx\w{1,62}$/.test(givenAppid)) return 40013;
      if (appid !== undefined && givenAppid !== appid) return 40013;
      if (typeof givenSecret !== 'string') return 40125;
      return secret !== undefined && givenSecret !== secret ? 40125 : 0;
    },
  };
}
