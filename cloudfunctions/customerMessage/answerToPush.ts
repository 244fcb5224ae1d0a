import type { Push } from './push';

/** Hands the conversation to the human agents of the account; WeChat takes it for messages only. */
interface HandOver {
  MsgType: 'transfer_customer_service';
  ToUserName: string;
  FromUserName: string;
  CreateTime: number;
}

/** What a function that gets message push may return. */
export type AnswerToPush = 'success' | HandOver;

/**
 * The conversation goes to a person; for an event, which can't be handed over, nothing more happens.
 * developers.weixin.qq.com/miniprogram/dev/framework/open-ability/customer-message/trans.html
 */
export function handOver({ kind, openid, account, createdAt }: Push): AnswerToPush {
  if (kind === 'event') return 'success';
  return {
    MsgType: 'transfer_customer_service',
    ToUserName: openid,
    FromUserName: account,
    CreateTime: createdAt,
  };
}
