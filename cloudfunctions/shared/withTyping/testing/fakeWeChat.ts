import type { TypingCommand } from '../options';

/**
 * WeChat's rules for one customer, as it documents them:
 * https://developers.weixin.qq.com/miniprogram/dev/framework/open-ability/customer-message/typing.html
 */
export function fakeWeChat(now: () => number) {
  let lastMessageAt = -Infinity;
  let typingSince = -Infinity;
  const messages: { from: 'customer' | 'service'; at: number }[] = [];
  let typist = '';
  const isTyping = () => now() - typingSince < 15_000;

  function message(from: 'customer' | 'service'): void {
    messages.push({ from, at: now() });
    lastMessageAt = now();
    if (from === 'service') typingSince = -Infinity;
  }

  return {
    messages,
    isTyping,
    says: () => message('customer'),
    send: () => {
      message('service');
      return { errCode: 0 };
    },
    /** Who set what shows; '' where nothing does. */
    typist: () => (isTyping() ? typist : ''),
    setTyping(command: TypingCommand, by = 'us'): number {
      if (command === 'CancelTyping') {
        typingSince = -Infinity;
        return 0;
      }
      if (now() - lastMessageAt >= 30_000) return 45080;
      if (isTyping()) return 45081;
      typingSince = now();
      typist = by;
      return 0;
    },
  };
}
