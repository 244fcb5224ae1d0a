const cloud = require('wx-server-sdk');
cloud.init({ env: cloud.DYNAMIC_CURRENT_ENV });

/** In the manner of DevTools' templates: plain JavaScript, nothing bundled. */
exports.main = async (event) => {
  const { OPENID: touser } = cloud.getWXContext();
  const command = 'Typing';
  const typing = await cloud.openapi.customerServiceMessage.setTyping({ touser, command });
  if (event.MsgType !== 'text') return { touser, errCode: typing.errCode };
  const text = { content: `收到：${event.Content}` };
  await cloud.openapi.customerServiceMessage.send({ touser, msgtype: 'text', text });
  return 'success';
};
