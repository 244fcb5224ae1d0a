import { join } from 'node:path';
import type { Language } from '../cli/language';

const root = join(__dirname, '..', '..');

/** The README of each language. */
export const readmes: readonly { language: Language; file: string }[] = [
  { language: 'en', file: join(root, 'README.md') },
  { language: 'zh', file: join(root, 'README.zh-CN.md') },
];
