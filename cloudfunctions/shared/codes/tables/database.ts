import type { CodeEntry } from '../entry';

/**
 * CloudBase's database, in which a message handled once is remembered.
 * https://developers.weixin.qq.com/miniprogram/dev/wxcloud/reference/errcode.html
 */
export const databaseCodes: readonly CodeEntry[] = [
  {
    errCode: -502001,
    name: 'DATABASE_REQUEST_FAILED',
    wechatText: '云资源数据库错误：数据库请求失败',
    meaning: {
      en: 'The database refused the request. With E11000 in errMsg a document of that _id is there already, which customerMessage takes for "handled elsewhere".',
      zh: '数据库请求失败。errMsg 中含 E11000 时表示该 _id 已存在，customerMessage 会认为消息已由其他实例处理。',
    },
    remedy: {
      en: 'With E11000: nothing to do. Otherwise read errMsg, and look at the CloudBase console → Database whether the environment is stopped or over its quota.',
      zh: '含 E11000：无需处理。否则查看 errMsg，并在云开发控制台 → 数据库 检查环境是否停用或超出配额。',
    },
    mayPass: false,
    origin: 'database',
  },
  {
    errCode: -502005,
    name: 'COLLECTION_NOT_FOUND',
    wechatText: '云资源数据库错误：集合不存在',
    meaning: {
      en: 'There is no such collection in this environment.',
      zh: '当前环境中没有该集合。',
    },
    remedy: {
      en: 'Create the collection handled_messages: CloudBase console → Database → "+" beside the list of collections.',
      zh: '创建集合 handled_messages：云开发控制台 → 数据库 → 点击集合列表旁的“+”。',
    },
    mayPass: false,
    origin: 'database',
  },
];
