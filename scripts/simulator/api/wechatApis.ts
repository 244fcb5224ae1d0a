import type { Conversation } from '../conversation/createConversation';

/**
 * The APIs of WeChat that the simulator has, by the name that cloud calls use. Each makes the call
 * take effect and returns its errcode.
 */
export const wechatApis: Readonly<
  Record<string, (conversation: Conversation, data: Record<string, unknown>) => number>
> = {
  'customerServiceMessage.setTyping': (conversation, data) => conversation.setTyping(data),
  'customerServiceMessage.send': (conversation, data) => conversation.send(data),
};
