import { join } from 'node:path';
import { projectRoot } from '../build/projectRoot';
import type { Language } from '../cli/language';

/** The README of each language. */
export const readmes: readonly { language: Language; file: string }[] = [
  { language: 'en', file: join(projectRoot, 'README.md') },
  { language: 'zh', file: join(projectRoot, 'README.zh-CN.md') },
];
