/** Where and as whom the shop's own server calls WeChat. */
export interface Account {
  /** Origin of the API, without a slash at its end. */
  api: string;
  appid: string;
  secret: string;
}

/** How the preview's own requests for a token are told from a function's, in what the page shows. */
export const ownTokenMark = 'preview';

/**
 * Sends a customer a text as the shop's own server would: a token first, then
 * `POST /cgi-bin/message/custom/send`.
 * @returns WeChat's answer, `{errcode, errmsg}`
 */
export async function answerAsService(
  { api, appid, secret }: Account,
  touser: string,
  content: string,
): Promise<unknown> {
  const token = await post(`${api}/cgi-bin/stable_token`, {
    grant_type: 'client_credential',
    appid,
    secret,
    from: ownTokenMark,
  });
  if (!isToken(token)) return token;
  return post(`${api}/cgi-bin/message/custom/send?access_token=${token.access_token}`, {
    touser,
    msgtype: 'text',
    text: { content },
  });
}

async function post(url: string, body: object): Promise<unknown> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
    signal: AbortSignal.timeout(limitMs),
  });
  return response.json();
}

/** A fault may have been set for `send`; the person at the page shall not wait for ever. */
const limitMs = 20_000;

function isToken(answer: unknown): answer is { access_token: string } {
  return typeof answer === 'object' && answer !== null && 'access_token' in answer;
}
