/** @type {import('jest').Config} */
module.exports = {
  roots: ['<rootDir>/cloudfunctions', '<rootDir>/miniprogram', '<rootDir>/scripts'],
  testMatch: ['**/*.test.ts'],
  setupFiles: ['<rootDir>/jest.asyncStorages.js', '<rootDir>/jest.setup.ts'],
  reporters: ['default', '<rootDir>/jest.openSuites.js'],
  globalSetup: '<rootDir>/jest.globalSetup.ts',
  // When a test counts as stuck, and no more: how fast one has to be would depend on what else the
  // machine is doing. What a test waits for has a shorter limit of its own, which says what it was.
  testTimeout: 120_000,
  // Jest leaves one core free, which on two is half of them.
  maxWorkers: '100%',
  // Types are checked by `npm run typecheck`; here each file is only translated.
  transform: {
    '\\.ts$': [
      'ts-jest',
      {
        tsconfig: {
          ...require('./tsconfig.json').compilerOptions,
          module: 'commonjs',
          moduleResolution: 'node10',
          ignoreDeprecations: '6.0',
        },
      },
    ],
  },
};
