// The least that a call can cost: requests signed by hand, without any SDK.
const { createHash, createHmac } = require('node:crypto');
const { request } = require('node:http');

const sha256 = (text) => createHash('sha256').update(text).digest('hex');
const hmac = (key, text) => createHmac('sha256', key).update(text).digest();

/** Sends JSON and gives the answer's text. */
const post = (url, body, headers) =>
  new Promise((resolve, reject) => {
    const length = {
      'content-type': 'application/json',
      'content-length': Buffer.byteLength(body),
    };
    const sent = request(url, { method: 'POST', headers: { ...headers, ...length } }, (answer) => {
      const chunks = [];
      answer.on('data', (chunk) => chunks.push(chunk));
      answer.on('end', () => resolve(Buffer.concat(chunks).toString()));
    });
    sent.on('error', reject);
    sent.end(body);
  });

const call = (params) => {
  const { TENCENTCLOUD_SECRETID: id, TENCENTCLOUD_SECRETKEY: secret } = process.env;
  const url = new URL(JSON.parse(process.env.TCB_CONTEXT_CNFG).URL);
  const body = JSON.stringify(params);
  const seconds = Math.floor(Date.now() / 1000);
  const scope = `${new Date(seconds * 1000).toISOString().slice(0, 10)}/tcb/tc3_request`;
  const canonical = `POST\n//${url.host}${url.pathname}\n\nhost:${url.host}\n\nhost\n${sha256(body)}`;
  const key = scope.split('/').reduce(hmac, `TC3${secret}`);
  const signature = createHmac('sha256', key)
    .update(`TC3-HMAC-SHA256\n${seconds}\n${scope}\n${sha256(canonical)}`)
    .digest('hex');
  return post(url, body, {
    authorization: `TC3-HMAC-SHA256 Credential=${id}/${scope}, SignedHeaders=host, Signature=${signature}`,
  });
};

const openapi = (name, requestData) =>
  call({ action: 'wx.openApi', apiName: `customerServiceMessage.${name}`, requestData });

/** setTyping for a tap; for a pushed message the steps of answer.js. */
exports.main = async ({ command = 'Typing', FromUserName, Content, MsgId }) => {
  const touser = FromUserName ?? process.env.WX_OPENID;
  if (MsgId)
    await call({ action: 'database.insertDocument', data: [JSON.stringify({ _id: MsgId })] });
  const typing = await openapi('setTyping', { touser, command });
  if (!MsgId) return { errCode: typing.includes('"errcode":0') ? 0 : -1 };
  const { REPLY_URL, REPLY_KEY, REPLY_MODEL: model } = process.env;
  const asked = JSON.stringify({ model, messages: [{ role: 'user', content: Content }] });
  const reply = await post(new URL(REPLY_URL), asked, { authorization: `Bearer ${REPLY_KEY}` });
  const { content } = JSON.parse(reply).choices[0].message;
  await openapi('send', { touser, msgtype: 'text', text: { content } });
  return 'success';
};
