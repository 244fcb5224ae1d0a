import { apis, refuse, type Transport } from '../contract';
import type { Env } from '../runtime/env';
import { httpsTransport } from './httpsTransport';

/** The call is refused before it leaves: the environment variables don't make up a way to WeChat. */
const invalidEnv = -501005;

/**
 * The way to WeChat that the environment asks for: `cloud`, unless TYPING_TRANSPORT is `https`, and
 * then with WX_APPID_HTTPS, WX_APPSECRET and, where need be, WX_API_BASE (another address, such as
 * the simulator's or a reverse proxy's).
 *
 * Never throws: a function that can't be loaded would answer an opaque -504002. What is wrong with
 * the environment is logged at once, and is the answer to each call, as -501005.
 * @param cloud made only where it is used
 */
export function chooseTransport<Way extends Pick<Transport, 'setTyping'>>(
  env: Env,
  cloud: () => Way,
  log: (line: string) => void,
): Way | Transport {
  const { TYPING_TRANSPORT: way = '' } = env;
  if (way === '' || way === 'cloud') return cloud();
  try {
    if (way !== 'https') throw new Error('TYPING_TRANSPORT must be "cloud" or "https"');
    return fromEnv(env, log);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    log(JSON.stringify({ what: 'no way to WeChat', errCode: invalidEnv, reason }));
    return {
      setTyping: async () => refuse(apis.setTyping, invalidEnv, reason),
      send: async () => refuse(apis.send, invalidEnv, reason),
      uploadMedia: async () => refuse(apis.uploadMedia, invalidEnv, reason),
    };
  }
}

function fromEnv(
  { WX_APPID_HTTPS, WX_APPSECRET, WX_API_BASE }: Env,
  log: (line: string) => void,
): Transport {
  if (!WX_APPID_HTTPS || !WX_APPSECRET) {
    throw new Error('TYPING_TRANSPORT=https needs WX_APPID_HTTPS and WX_APPSECRET');
  }
  return httpsTransport({
    appid: WX_APPID_HTTPS,
    secret: WX_APPSECRET,
    ...(WX_API_BASE && { baseUrl: WX_API_BASE }),
    log,
  });
}
