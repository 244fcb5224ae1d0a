/** What the shop does when a customer writes: how customerMessage is set, and the stand-in it asks. */
export interface Answering {
  name: { zh: string; en: string };
  /** null: it has no reply endpoint, and hands every message over. */
  standIn: { takesMs: number; fails: 'status' | null } | null;
}

export const answerings = {
  handOver: {
    name: { zh: '转人工客服（默认）', en: 'Hand over to a person (default)' },
    standIn: null,
  },
  soon: {
    name: { zh: '8 秒后自动回复', en: 'Answer by itself after 8 s' },
    standIn: { takesMs: 8_000, fails: null },
  },
  late: {
    name: { zh: '40 秒后自动回复', en: 'Answer by itself after 40 s' },
    standIn: { takesMs: 40_000, fails: null },
  },
  failing: {
    name: { zh: '自动回复失败', en: 'The answer by itself fails' },
    standIn: { takesMs: 4_000, fails: 'status' },
  },
} as const satisfies Record<string, Answering>;

export type AnsweringName = keyof typeof answerings;
