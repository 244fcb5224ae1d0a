/** "编码长度最大为 850 个字节" */
const maxBytes = 850;
/** CAN, EM, SUB and ESC are not supported in names; half a character cannot be sent. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is refused
const unsupported = /[\x00\x18-\x1b]|\p{Surrogate}/u;

/**
 * What is wrong with a cloud path; undefined where nothing is.
 * developers.weixin.qq.com/miniprogram/dev/wxcloud/guide/storage/naming.html
 */
export function cloudPathError(path: unknown): string | undefined {
  if (typeof path !== 'string' || path === '') return 'cloudPath has to be a text, not empty';
  if (path.startsWith('/')) return 'cloudPath may not begin with /';
  if (path.endsWith('/')) return 'cloudPath has to end in the name of a file, not in /';
  if (path.includes('//')) return 'cloudPath may not contain //';
  if (path.split('/').some((step) => step === '.' || step === '..')) {
    return 'cloudPath may not contain the steps . and ..';
  }
  if (unsupported.test(path)) return 'cloudPath may not contain control characters';
  if (Buffer.byteLength(path) > maxBytes) {
    return `cloudPath is over ${maxBytes} bytes long`;
  }
  return undefined;
}

/** A file's id, `cloud://<env>.<bucket>/<cloud path>`, both ways. */
export interface FileIds {
  of(cloudPath: string): string;
  /** The cloud path; undefined where it is no id of this environment. */
  read(fileId: unknown): string | undefined;
}

export function createFileIds(envId: string): FileIds {
  // As in cloud://luke-001.6c75-luke-001-1251178460/a.jpeg: the bucket's name begins with the
  // first two letters of the environment in hexadecimal and ends in the owner's number.
  const prefix = Buffer.from(envId.slice(0, 2)).toString('hex');
  const start = `cloud://${envId}.${prefix}-${envId}-1250000000/`;
  return {
    of: (cloudPath) => `${start}${cloudPath}`,
    read(fileId) {
      if (typeof fileId !== 'string' || !fileId.startsWith(start)) return undefined;
      return fileId.slice(start.length);
    },
  };
}
