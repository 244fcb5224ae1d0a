/** What the SDK's Authorization header says; TC3-HMAC-SHA256, CloudBase's form of it. */
export interface Authorization {
  secretId: string;
  date: string;
  service: string;
  signedParams: string[];
  signedHeaders: string[];
  signature: string;
}

const form =
  /^TC3-HMAC-SHA256 Credential=([^/,\s]+)\/(\d{4}-\d\d-\d\d)\/(\w+)\/tc3_request,(?: SignedParams=([^,]*),)? SignedHeaders=([^,]+), Signature=([0-9a-f]{64})$/;

export function parseAuthorization(header: string | undefined): Authorization | undefined {
  const match = form.exec(header ?? '');
  if (!match) return undefined;
  const [, secretId = '', date = '', service = '', params = '', headers = '', signature = ''] =
    match;
  return {
    secretId,
    date,
    service,
    signedParams: params.split(';').filter(Boolean),
    signedHeaders: headers.split(';'),
    signature,
  };
}
