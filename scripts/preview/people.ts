/** Whom the preview can be: customers, and who may or may not set typing for somebody else. */
export interface Person {
  openid: string;
  /** An agent's OpenID stands in AGENT_OPENIDS; a stranger's does not, and is nobody's customer. */
  role: 'customer' | 'agent' | 'stranger';
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

/** The value of AGENT_OPENIDS that makes the agents agents. */
export const agentOpenids = people
  .filter(({ role }) => role === 'agent')
  .map(({ openid }) => openid)
  .join(',');
