/** What is measured side by side, in the order of the table. */
export const contenders = ['sample', 'naive', 'ours', 'raw', 'floor', 'bare'] as const;
export type Contender = (typeof contenders)[number];

/** Those that call WeChat. */
export const callers: readonly Contender[] = contenders.filter((name) => name !== 'bare');
