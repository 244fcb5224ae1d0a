import { tmpdir } from 'node:os';
import { join } from 'node:path';

// Each property is a part of each mutant's tests.
process.env.PROPERTY_TIMES ??= '0.1';

/**
 * Mutation testing of the rules: `npm run mutate`, or of some files only:
 * `npm run mutate -- --mutate 'cloudfunctions/shared/withTyping/*.ts'`. Slow, and not part of CI.
 * npx fetches Stryker, so that `npm ci` stays small.
 * @type {import('@stryker-mutator/api/core').PartialStrykerOptions}
 */
export default {
  mutate: [
    'cloudfunctions/shared/withTyping/*.ts',
    'cloudfunctions/shared/transport/*.ts',
    'cloudfunctions/setTyping/*uthorise*.ts',
    'cloudfunctions/customerMessage/conversation/*.ts',
    '!**/*.test.ts',
  ],
  testRunner: 'jest',
  jest: {
    projectType: 'custom',
    configFile: '',
    // Each mutant is told to Jest by its file: else each would load every test that there is.
    enableFindRelatedTests: true,
    // Over jest.config.js, which Stryker reads by itself. The tests beside the rules need nothing
    // built; left out, or undefined, the build would still be run, for each mutant.
    config: { roots: ['<rootDir>/cloudfunctions'], globalSetup: null },
  },
  coverageAnalysis: 'perTest',
  // Nothing in ours needs rewriting for the copy that it works on, and npx brings no TypeScript.
  tsconfigFile: 'none',
  ignorePatterns: ['dist', 'docs', 'scripts/preview', '*.png'],
  // A mutant that loops is found by its time.
  timeoutMS: 8_000,
  concurrency: 2,
  disableTypeChecks: '{cloudfunctions,miniprogram}/**/*.ts',
  reporters: ['clear-text', 'progress'],
  clearTextReporter: { logTests: false, reportTests: false, allowColor: false },
  // Not below dist, which each build empties.
  tempDirName: join(tmpdir(), 'wechat-typing-mutants'),
};
