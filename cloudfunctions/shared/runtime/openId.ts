/** An OpenID as it may stand in a log: its last four characters; of a shorter one nothing. */
export function maskOpenId(openid: string): string {
  return openid.length > 4 ? `…${openid.slice(-4)}` : '…';
}
