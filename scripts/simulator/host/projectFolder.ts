import path from 'node:path';

/** Where this project's package.json lies; its wx-server-sdk is lent to functions without one. */
export const projectFolder = path.resolve(__dirname, '../../..');
