import type { CodeSpace } from 'glass-easel-miniprogram-adapter';
import type { Config } from '../../compile/config';
import type { Problem } from '../../compile/problem';

type Template = Parameters<CodeSpace['addCompiledTemplate']>[1];

/** The compiled mini program, as compileMiniprogram() writes it into the page's two script files. */
export interface Miniprogram {
  pages: string[];
  configs: Record<string, Config>;
  theme: Record<string, Record<string, string>>;
  problems: Problem[];
  templates: Record<string, Template['content']>;
  /** Missing where the scripts did not compile. */
  scripts?: Record<string, () => void>;
}

declare global {
  var miniprogram: Miniprogram;
}
