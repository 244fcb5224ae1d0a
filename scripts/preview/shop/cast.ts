/** Whom the preview can be: customers, and who may or may not set typing for somebody else. */
export interface Person {
  openid: string;
  /**
   * An agent's OpenID stands in AGENT_OPENIDS; a stranger's does not, and is nobody's customer. To
   * somebody's own functions everybody is a visitor.
   */
  role: 'customer' | 'agent' | 'stranger' | 'visitor';
  name: { zh: string; en: string };
}

export const people: readonly Person[] = [
  {
    openid: 'oPreview-customer-lin-000Lin',
    role: 'customer',
    name: { zh: '林小雨', en: 'Lin Xiaoyu' },
  },
  {
    openid: 'oPreview-customer-zhou-0Zhou',
    role: 'customer',
    name: { zh: '周明', en: 'Zhou Ming' },
  },
  {
    openid: 'oPreview-agent-wang-0000Wang',
    role: 'agent',
    name: { zh: '客服小王', en: 'Agent Wang' },
  },
  {
    openid: 'oPreview-stranger-00000Guest',
    role: 'stranger',
    name: { zh: '陌生人', en: 'A stranger' },
  },
];

/** Whom the preview of somebody's own functions can be. */
export const visitors: readonly Person[] = people
  .filter(({ role }) => role === 'customer')
  .map((person) => ({ ...person, role: 'visitor' }));

/** The value of AGENT_OPENIDS that makes the agents agents. */
export const agentOpenids = people
  .filter(({ role }) => role === 'agent')
  .map(({ openid }) => openid)
  .join(',');

/** What the shop does when a customer writes: how customerMessage is set, and the mock model it asks. */
export interface Answering {
  name: { zh: string; en: string };
  /** null: it has no reply endpoint, and hands every message over. */
  mockModel: { takesMs: number; fails: 'status' | null } | null;
}

export const answerings = {
  handOver: {
    name: { zh: '转人工客服（默认）', en: 'Hand over to a person (default)' },
    mockModel: null,
  },
  soon: {
    name: { zh: '8 秒后自动回复', en: 'Answer by itself after 8 s' },
    mockModel: { takesMs: 8_000, fails: null },
  },
  late: {
    name: { zh: '40 秒后自动回复', en: 'Answer by itself after 40 s' },
    mockModel: { takesMs: 40_000, fails: null },
  },
  failing: {
    name: { zh: '自动回复失败', en: 'The answer by itself fails' },
    mockModel: { takesMs: 4_000, fails: 'status' },
  },
} as const satisfies Record<string, Answering>;

export type AnsweringName = keyof typeof answerings;

export const defaultAnswering: AnsweringName = 'handOver';
