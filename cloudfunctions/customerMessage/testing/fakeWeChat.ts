import type {
  Clock,
  OutgoingMessage,
  Result,
  Transport,
  UploadResult,
} from '../../shared/contract';

export interface Shown {
  from: 'customer' | 'service';
  text: string;
  at: number;
}

type Api = keyof Transport;
/** An errCode instead of what WeChat would answer, `hangs`: none, `lost`: none, but it took effect. */
export type WeChatFault = number | 'hangs' | 'lost';

/** WeChat's side of conversations: messages, typing and the quota, as far as answers need them. */
export function fakeWeChat(clock: Pick<Clock, 'now'>) {
  const customers = new Map<string, { shown: Shown[]; typingUntil: number; quota: number }>();
  const calls: string[] = [];
  const media: string[] = [];
  const called = new Set<string>();
  const refused = new Set<string>();
  const fake = {
    calls,
    media,
    /** media_ids that WeChat does not know any more. */
    refused,
    fault: (_api: Api, _call: number): WeChatFault | undefined => undefined,
    of,
    touched: () => [...called],
    says(openid: string, text: string) {
      const customer = of(openid);
      customer.shown.push({ from: 'customer', text, at: clock.now() });
      customer.quota = 5;
    },
    transport: undefined as unknown as Transport,
  };

  function of(openid: string) {
    const known = customers.get(openid) ?? { shown: [], typingUntil: 0, quota: 0 };
    customers.set(openid, known);
    return known;
  }

  async function perform(api: Api, what: string, effect: () => number): Promise<Result> {
    const fault = fake.fault(api, calls.filter((call) => call.startsWith(api)).length);
    await Promise.resolve();
    if (fault === 'hangs') {
      calls.push(`${api} ${what} -`);
      return new Promise(() => {});
    }
    const errCode = typeof fault === 'number' ? fault : effect();
    calls.push(`${api} ${what} ${errCode}`);
    return { errCode: fault === 'lost' ? -501001 : errCode, errMsg: '' };
  }

  fake.transport = {
    setTyping: ({ touser, command }) =>
      perform('setTyping', command, () => {
        called.add(touser);
        const customer = of(touser);
        const showing = customer.typingUntil > clock.now();
        if (command === 'CancelTyping') {
          customer.typingUntil = 0;
          return 0;
        }
        if (showing) return 45081;
        const last = Math.max(0, ...customer.shown.map(({ at }) => at));
        if (clock.now() - last > 30_000) return 45080;
        customer.typingUntil = clock.now() + 15_000;
        return 0;
      }),
    send: (message) =>
      perform('send', message.msgtype, () => {
        called.add(message.touser);
        const customer = of(message.touser);
        if (customer.quota === 0) return 45047;
        const id = mediaIdIn(message);
        if (id !== undefined && (refused.has(id) || !media.includes(id))) return 40007;
        customer.quota -= 1;
        customer.typingUntil = 0;
        customer.shown.push({ from: 'service', text: textIn(message), at: clock.now() });
        return 0;
      }),
    async uploadMedia({ filename }): Promise<UploadResult> {
      const mediaId = `media-${media.length + 1}`;
      const result = await perform('uploadMedia', filename, () => {
        media.push(mediaId);
        return 0;
      });
      return result.errCode === 0 ? { ...result, mediaId } : result;
    },
  };
  return fake;
}

function textIn(message: OutgoingMessage): string {
  switch (message.msgtype) {
    case 'text':
      return message.text.content;
    case 'image':
      return `(${message.image.media_id})`;
    case 'link':
      return `(link ${message.link.url})`;
    case 'miniprogrampage':
      return `(page ${message.miniprogrampage.pagepath})`;
  }
}

function mediaIdIn(message: OutgoingMessage): string | undefined {
  if (message.msgtype === 'image') return message.image.media_id;
  return message.msgtype === 'miniprogrampage' ? message.miniprogrampage.thumb_media_id : undefined;
}
