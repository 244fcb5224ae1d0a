/** Neither length nor first letter of an OpenID is guaranteed anywhere; this is what they are made of. */
const openid = /^[A-Za-z0-9_-]{1,128}$/;

export function isOpenid(value: unknown): value is string {
  return typeof value === 'string' && openid.test(value);
}
