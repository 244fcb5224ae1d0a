/**
 * Server APIs that WeChat documents as callable from a cloud function, by the names that
 * `permissions.openapi` takes. The list is for telling a slip of the pen, so it need not be whole.
 * https://developers.weixin.qq.com/miniprogram/dev/wxcloud/guide/openapi/openapi.html
 */
const byNamespace: Readonly<Record<string, readonly string[]>> = {
  customerServiceMessage: ['getTempMedia', 'send', 'setTyping', 'uploadTempMedia'],
  analysis: [
    'getDailyRetain',
    'getDailySummary',
    'getDailyVisitTrend',
    'getMonthlyRetain',
    'getMonthlyVisitTrend',
    'getUserPortrait',
    'getVisitDistribution',
    'getVisitPage',
    'getWeeklyRetain',
    'getWeeklyVisitTrend',
  ],
  img: ['aiCrop', 'scanQRCode', 'superresolution'],
  nearbyPoi: ['add', 'delete', 'getList', 'setShowStatus'],
  ocr: ['bankcard', 'businessLicense', 'driverLicense', 'idcard', 'printedText', 'vehicleLicense'],
  pluginManager: [
    'applyPlugin',
    'getPluginDevApplyList',
    'getPluginList',
    'setDevPluginApplyStatus',
    'unbindPlugin',
  ],
  security: ['imgSecCheck', 'mediaCheckAsync', 'msgSecCheck'],
  soter: ['verifySignature'],
  subscribeMessage: [
    'addTemplate',
    'deleteTemplate',
    'getCategory',
    'getPubTemplateKeyWordsById',
    'getPubTemplateTitleList',
    'getTemplateList',
    'send',
  ],
  templateMessage: [
    'addTemplate',
    'deleteTemplate',
    'getTemplateLibraryById',
    'getTemplateLibraryList',
    'getTemplateList',
    'send',
  ],
  uniformMessage: ['send'],
  updatableMessage: ['createActivityId', 'setUpdatableMsg'],
  urllink: ['generate'],
  urlscheme: ['generate'],
  wxacode: ['createQRCode', 'get', 'getUnlimited'],
};

/** Namespaces whose list above is whole, so that a name which it lacks is wrong. */
const whole = new Set(['customerServiceMessage']);

export const knownApis: readonly string[] = Object.entries(byNamespace).flatMap(([space, names]) =>
  names.map((name) => `${space}.${name}`),
);

export function isWhole(namespace: string): boolean {
  return whole.has(namespace);
}

/** How many slips make the difference between what was written and what was meant, at most. */
const maxSlips = 2;

/**
 * The candidate that `written` was most likely meant to be, if one is near: a letter or two wrong,
 * the wrong case, `openapi.` before it, or the namespace left out.
 */
export function nearest(written: string, candidates: readonly string[]): string | undefined {
  const bare = written.trim().replace(/^(cloud\.)?openapi\./, '');
  let best: string | undefined;
  let fewest = maxSlips + 1;
  for (const candidate of candidates) {
    const slips = candidate.endsWith(`.${bare}`)
      ? 0
      : slipsBetween(bare.toLowerCase(), candidate.toLowerCase());
    // In a short word two slips are half of it.
    if (slips < fewest && slips * 3 <= candidate.length) {
      best = candidate;
      fewest = slips;
    }
  }
  return best;
}

/** Letters to put in, leave out, change, or swap with the next (Damerau–Levenshtein). */
function slipsBetween(a: string, b: string): number {
  let before: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let row = 1; row <= a.length; row++) {
    const current = [row];
    for (let column = 1; column <= b.length; column++) {
      const same = a[row - 1] === b[column - 1];
      let slips = Math.min(
        (last[column] ?? 0) + 1,
        (current[column - 1] ?? 0) + 1,
        (last[column - 1] ?? 0) + (same ? 0 : 1),
      );
      if (a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1]) {
        slips = Math.min(slips, (before[column - 2] ?? 0) + 1);
      }
      current.push(slips);
    }
    before = last;
    last = current;
  }
  return last[b.length] ?? 0;
}
