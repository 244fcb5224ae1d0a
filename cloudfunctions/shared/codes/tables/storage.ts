import type { CodeEntry } from '../entry';

/**
 * CloudBase's cloud storage.
 * https://developers.weixin.qq.com/miniprogram/dev/wxcloud/reference/errcode.html
 */
export const storageCodes = [
  {
    errCode: -503001,
    name: 'STORAGE_REQUEST_FAILED',
    wechatText: 'storage request fail',
    meaning: {
      en: 'Cloud storage could not carry the request out.',
      zh: '云存储请求失败。',
    },
    remedy: {
      en: 'Read errMsg: a path may not begin with "/", nor hold "//" or more than 850 characters. Otherwise try again, and see in the CloudBase console whether the environment is running.',
      zh: '查看 errMsg：路径不能以 / 开头，不能包含 //，不能超过 850 个字符。其他情况请重试，并在云开发控制台确认环境正常。',
    },
    mayPass: false,
    origin: 'storage',
  },
  {
    errCode: -503002,
    name: 'STORAGE_PERMISSION_DENIED',
    wechatText: 'storage permission denied',
    meaning: {
      en: 'The caller may not read or write this file.',
      zh: '没有读写该文件的权限。',
    },
    remedy: {
      en: "Look at the permissions of the storage (CloudBase console → Storage → Permissions), and that the file's id belongs to this environment.",
      zh: '查看云存储的权限设置（云开发控制台 → 存储 → 权限设置），并确认文件 ID 属于当前环境。',
    },
    mayPass: false,
    origin: 'storage',
  },
  {
    errCode: -503003,
    name: 'STORAGE_FILE_NOT_FOUND',
    wechatText: 'storage file not exists',
    meaning: {
      en: 'There is no such file in cloud storage.',
      zh: '云存储中没有该文件。',
    },
    remedy: {
      en: "Copy the file's id (cloud://…) from the CloudBase console → Storage; it is another one in each environment.",
      zh: '从云开发控制台 → 存储 复制文件 ID（cloud://…）；不同环境的文件 ID 不同。',
    },
    mayPass: false,
    origin: 'storage',
  },
  {
    errCode: -503004,
    name: 'STORAGE_INVALID_SIGNATURE',
    wechatText: 'storage invalid sign parameter',
    meaning: {
      en: 'The address of the upload or download was signed with something that does not fit.',
      zh: '上传或下载地址的签名参数不正确。',
    },
    remedy: {
      en: 'Ask for a new address (uploadFile, getTempFileURL) and use it unchanged, before it expires.',
      zh: '重新获取地址（uploadFile、getTempFileURL），不要修改，并在有效期内使用。',
    },
    mayPass: false,
    origin: 'storage',
  },
] as const satisfies readonly CodeEntry[];
