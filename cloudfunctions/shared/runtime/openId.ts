/**
 * OpenIDs have no documented length or first letter; 27, 28 and 30 characters have been seen.
 * setTyping's schema says the same to the check that is compiled from it.
 */
export const openIdPattern = '^[A-Za-z0-9_-]{1,128}$';

/** An OpenID as it may stand in a log: its last four characters; of a shorter one nothing. */
export function maskOpenId(openid: string): string {
  return openid.length > 4 ? `…${openid.slice(-4)}` : '…';
}

/** What people put between entries, and around them: Chinese or not, JSON or not. */
const separators = /[\s,，、;；"'“”‘’「」[\]]/;

/**
 * The OpenIDs of a list such as AGENT_OPENIDS, and whatever else stands in it, which can be none.
 */
export function readOpenIds(list: string | undefined): { openIds: string[]; others: string[] } {
  const entries = (list ?? '').split(separators).filter((entry) => entry !== '');
  const isOpenId = (entry: string) => new RegExp(openIdPattern).test(entry);
  return {
    openIds: entries.filter(isOpenId),
    others: entries.filter((entry) => !isOpenId(entry)),
  };
}
