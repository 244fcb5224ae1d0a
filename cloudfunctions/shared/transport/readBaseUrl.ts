/**
 * The address of WeChat's API, or of something in its place. Tokens and the AppSecret go there:
 * throws an Error where they would go unencrypted further than this machine.
 */
export function readBaseUrl(baseUrl: string): URL {
  const url = parse(baseUrl);
  const isSafe = url?.protocol === 'https:' || (url?.protocol === 'http:' && isThisMachine(url));
  if (url === undefined || !isSafe) {
    throw new Error('The address of WeChat’s API must be https://…, or http:// on this machine');
  }
  return url;
}

/** URL.canParse is younger than the Node 18.15 that CloudBase offers. */
function parse(baseUrl: string): URL | undefined {
  try {
    return new URL(baseUrl);
  } catch {
    return undefined;
  }
}

function isThisMachine({ hostname }: URL): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d+){3}$/.test(hostname);
}
