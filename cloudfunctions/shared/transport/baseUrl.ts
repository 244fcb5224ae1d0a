/**
 * The address of WeChat's API, or of something in its place, such as a reverse proxy with a fixed
 * address: its path is kept, and WeChat's own comes behind it.
 *
 * Tokens and the AppSecret go there: throws an Error where they would go unencrypted further than
 * this machine, and where the address holds what would be lost on the way. No Error repeats it.
 */
export function readBaseUrl(baseUrl: string): URL {
  const url = parse(baseUrl);
  if (url === undefined || !isSafe(url)) {
    throw new Error('The address of WeChat’s API must be https://…, or http:// on this machine');
  }
  if (url.username !== '' || url.password !== '') {
    throw new Error(
      'The address of WeChat’s API must not hold a user name or password (https://user:password@…): ' +
        'they would stand in logs and errors. Let the proxy tell callers by their IP address instead',
    );
  }
  if (url.search !== '' || url.hash !== '') {
    throw new Error('The address of WeChat’s API must end with its path, without "?" or "#"');
  }
  return url;
}

/** The URL of one of WeChat's paths, e.g. `/cgi-bin/stable_token`, behind the path of `base`. */
export function joinUrl(base: URL, path: string): URL {
  const url = new URL(base);
  url.pathname = url.pathname.replace(/\/+$/, '') + path;
  return url;
}

/** URL.canParse is younger than the Node 16.13 that CloudBase gives. */
function parse(baseUrl: string): URL | undefined {
  try {
    return new URL(baseUrl);
  } catch {
    return undefined;
  }
}

function isSafe({ protocol, hostname }: URL): boolean {
  const isThisMachine =
    hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d+){3}$/.test(hostname);
  return protocol === 'https:' || (protocol === 'http:' && isThisMachine);
}
