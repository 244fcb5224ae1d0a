// The documentation's own sample, as everybody deploys it:
// developers.weixin.qq.com/miniprogram/dev/OpenApiDoc/kf-mgnt/kf-message/setTyping.html
const cloud = require('wx-server-sdk');
cloud.init({ env: cloud.DYNAMIC_CURRENT_ENV });
exports.main = async (_event, _context) => {
  try {
    return await cloud.openapi.customerServiceMessage.setTyping({
      touser: 'OPENID',
      command: 'Typing',
    });
  } catch (error) {
    return error;
  }
};
