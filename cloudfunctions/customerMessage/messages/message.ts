/**
 * A message to a customer, of every type that the mini program's customer service has. The names
 * are WeChat's, but for pictures: give a file that lies beside the function (`prices.png`) or the id
 * of one in cloud storage (`cloud://…`), and it is uploaded.
 * https://developers.weixin.qq.com/miniprogram/dev/OpenApiDoc/kf-mgnt/kf-message/sendCustomMessage.html
 */
export type Message =
  | { text: string }
  | { image: string }
  | { link: { title: string; description: string; url: string; thumb_url: string } }
  | { miniprogrampage: { title: string; pagepath: string; thumb: string } };

/** A customer's message allows five, entering the conversation two. */
export const maxMessages = 5;

/** As it stands in the history that a model reads. */
export function describeMessage(message: Message): string {
  if ('text' in message) return message.text;
  if ('image' in message) return '[图片]';
  if ('link' in message) return `[链接] ${message.link.title}`;
  return `[小程序] ${message.miniprogrampage.title}`;
}
