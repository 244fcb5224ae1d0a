import type { CodeEntry } from '../entry';

/**
 * CloudBase's database, in which a message handled once is remembered.
 * https://developers.weixin.qq.com/miniprogram/dev/wxcloud/reference/errcode.html
 */
export const databaseCodes = [
  {
    errCode: -502001,
    name: 'DATABASE_REQUEST_FAILED',
    wechatText: '云资源数据库错误：数据库请求失败',
    meaning: {
      en: 'The database refused the request. With E11000 in errMsg a document of that _id is there already.',
      zh: '数据库请求失败。errMsg 中含 E11000 时表示该 _id 的记录已存在。',
    },
    remedy: {
      en: 'With E11000: use another _id, or update the document. Otherwise read errMsg, and look at the CloudBase console → Database whether the environment is stopped or over its quota.',
      zh: '含 E11000：请换一个 _id，或改为更新该记录。否则查看 errMsg，并在云开发控制台 → 数据库 检查环境是否停用或超出配额。',
    },
    about: {
      customerMessage: {
        meaning: {
          en: 'The database refused the request. With E11000 in errMsg a document of that _id is there already, which customerMessage takes for "handled elsewhere".',
          zh: '数据库请求失败。errMsg 中含 E11000 时表示该 _id 已存在，customerMessage 会认为消息已由其他实例处理。',
        },
        remedy: {
          en: 'With E11000: nothing to do. Otherwise read errMsg, and look at the CloudBase console → Database whether the environment is stopped or over its quota.',
          zh: '含 E11000：无需处理。否则查看 errMsg，并在云开发控制台 → 数据库 检查环境是否停用或超出配额。',
        },
      },
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
      en: 'Create the collection: CloudBase console → Database → "+" beside the list of collections. Its name stands in errMsg.',
      zh: '创建该集合：云开发控制台 → 数据库 → 点击集合列表旁的“+”，集合名见 errMsg。',
    },
    about: {
      customerMessage: {
        remedy: {
          en: 'Create the collection handled_messages: CloudBase console → Database → "+" beside the list of collections.',
          zh: '创建集合 handled_messages：云开发控制台 → 数据库 → 点击集合列表旁的“+”。',
        },
      },
    },
    mayPass: false,
    origin: 'database',
  },
  {
    errCode: -502002,
    name: 'DATABASE_INVALID_COMMAND',
    wechatText: 'database invalid command',
    meaning: {
      en: 'The database does not know a command of the query or update.',
      zh: '查询或更新中使用了数据库不支持的指令。',
    },
    remedy: {
      en: "See in errMsg which one. Use the commands of db.command, and compare their spelling with CloudBase's documentation.",
      zh: 'errMsg 中有具体指令。请使用 db.command 提供的指令，并与云开发文档核对拼写。',
    },
    mayPass: false,
    origin: 'database',
  },
  {
    errCode: -502003,
    name: 'DATABASE_PERMISSION_DENIED',
    wechatText: 'database permission denied',
    meaning: {
      en: 'The caller may not read or write this.',
      zh: '没有读写该数据的权限。',
    },
    remedy: {
      en: "Look at the collection's permissions (CloudBase console → Database → the collection → Permissions). Cloud functions have all of them; a mini program has what the collection grants.",
      zh: '查看集合的权限设置（云开发控制台 → 数据库 → 该集合 → 权限设置）。云函数端拥有全部权限，小程序端取决于集合的设置。',
    },
    mayPass: false,
    origin: 'database',
  },
  {
    errCode: -502004,
    name: 'TOO_MANY_COLLECTIONS',
    wechatText: 'database exceed collection limit',
    meaning: {
      en: 'The environment has as many collections as its plan allows.',
      zh: '集合数量已达套餐上限。',
    },
    remedy: {
      en: 'Delete collections that nobody uses, or take a larger plan.',
      zh: '删除不再使用的集合，或升级套餐。',
    },
    mayPass: false,
    origin: 'database',
  },
  {
    errCode: -602001,
    name: 'QUERY_RESULT_TOO_LARGE',
    wechatText: 'database query result size exceed limit (1MB)',
    meaning: {
      en: 'The result of the query is larger than 1 MB.',
      zh: '数据库查询结果超过 1 MB。',
    },
    remedy: {
      en: 'Ask for fewer documents (limit) or fewer fields (field).',
      zh: '减少返回的记录数（limit）或字段（field）。',
    },
    mayPass: false,
    origin: 'database',
  },
] as const satisfies readonly CodeEntry[];
