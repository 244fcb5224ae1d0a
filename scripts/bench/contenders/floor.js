// The least that a call can cost: one request signed by hand, without any SDK.
const { createHash, createHmac } = require('node:crypto');
const { request } = require('node:http');

const sha256 = (text) => createHash('sha256').update(text).digest('hex');
const hmac = (key, text) => createHmac('sha256', key).update(text).digest();

exports.main = ({ command }) =>
  new Promise((resolve, reject) => {
    const { TENCENTCLOUD_SECRETID: id, TENCENTCLOUD_SECRETKEY: secret } = process.env;
    const url = new URL(JSON.parse(process.env.TCB_CONTEXT_CNFG).URL);
    const body = JSON.stringify({
      action: 'wx.openApi',
      apiName: 'customerServiceMessage.setTyping',
      requestData: { touser: process.env.WX_OPENID, command },
    });
    const seconds = Math.floor(Date.now() / 1000);
    const scope = `${new Date(seconds * 1000).toISOString().slice(0, 10)}/tcb/tc3_request`;
    const canonical = `POST\n//${url.host}${url.pathname}\n\nhost:${url.host}\n\nhost\n${sha256(body)}`;
    const key = scope.split('/').reduce(hmac, `TC3${secret}`);
    const signature = createHmac('sha256', key)
      .update(`TC3-HMAC-SHA256\n${seconds}\n${scope}\n${sha256(canonical)}`)
      .digest('hex');
    const headers = {
      authorization: `TC3-HMAC-SHA256 Credential=${id}/${scope}, SignedHeaders=host, Signature=${signature}`,
      'content-type': 'application/json',
      'content-length': Buffer.byteLength(body),
    };
    const sent = request(url, { method: 'POST', headers }, (answer) => {
      const chunks = [];
      answer.on('data', (chunk) => chunks.push(chunk));
      answer.on('end', () => {
        const taken = Buffer.concat(chunks).includes('"errcode":0');
        resolve({ errCode: taken ? 0 : -1 });
      });
    });
    sent.on('error', reject);
    sent.end(body);
  });
