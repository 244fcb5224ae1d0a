const cloud = require('wx-server-sdk');
const { withTyping } = require('./typing');

cloud.init({ env: cloud.DYNAMIC_CURRENT_ENV });
const { customerServiceMessage } = cloud.openapi;

exports.main = async ({ Content, CreateTime }) => {
  const touser = cloud.getWXContext().OPENID;
  const answer = async ({ send }) => {
    const content = await slowAnswer(Content);
    await send(() => customerServiceMessage.send({ touser, msgtype: 'text', text: { content } }));
  };
  await withTyping(touser, answer, {
    transport: customerServiceMessage,
    lastMessageAt: CreateTime * 1000,
  });
  return 'success';
};

async function slowAnswer(question) {
  await new Promise((resolve) => setTimeout(resolve, 20_000));
  return `您问的是：${question}`;
}
