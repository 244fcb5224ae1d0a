import { resolve } from 'node:path';

/** The folder of this project, wherever a script was called from. */
export const projectRoot = resolve(__dirname, '../..');
