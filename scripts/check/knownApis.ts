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
