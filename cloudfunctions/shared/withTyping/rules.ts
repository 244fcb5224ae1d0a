/**
 * What WeChat documents about the typing status, as far as keeping it up needs it
 * (developers.weixin.qq.com/miniprogram/dev/framework/open-ability/customer-message/typing.html).
 */

/** One Typing shows for so long, and must not be sent again meanwhile. */
export const statusMs = 15_000;

/** So long after the last message, from either side, WeChat still takes Typing. */
export const windowMs = 30_000;

/** "you are already typing": the status is on the customer's screen. */
export const alreadyTyping = 45081;

/** No message within the last 30 s: WeChat takes no more Typing until there is one. */
export const windowOver = 45080;
