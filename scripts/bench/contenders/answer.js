// What answers a customer's message, as it is usually written: handled once, typing, a model, an answer.
const cloud = require('wx-server-sdk');
cloud.init({ env: cloud.DYNAMIC_CURRENT_ENV });
exports.main = async ({ FromUserName: touser, Content, MsgId }) => {
  await cloud
    .database()
    .collection('handled_messages')
    .add({ data: { _id: MsgId } });
  await cloud.openapi.customerServiceMessage.setTyping({ touser, command: 'Typing' });
  const response = await fetch(process.env.REPLY_URL, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      authorization: `Bearer ${process.env.REPLY_KEY}`,
    },
    body: JSON.stringify({
      model: process.env.REPLY_MODEL,
      messages: [{ role: 'user', content: Content }],
    }),
  });
  const { choices } = await response.json();
  const { content } = choices[0].message;
  await cloud.openapi.customerServiceMessage.send({ touser, msgtype: 'text', text: { content } });
  return 'success';
};
