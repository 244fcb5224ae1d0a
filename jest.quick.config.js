const { globalSetup, ...config } = require('./jest.config');

/**
 * `npm run test:quick`, for the loop while writing: what needs neither a build nor a browser, and
 * neither many processes nor many random cases. `npm test` runs everything.
 * @type {import('jest').Config}
 */
module.exports = {
  ...config,
  testPathIgnorePatterns: [
    '\\.(e2e|browser|property)\\.test\\.ts$',
    '(fuzz|faults|buildProject)\\.test\\.ts$',
    '<rootDir>/scripts/preview/browserTests/',
    // The tools have tests of their own kind: builds, sources read by a compiler, whole tellings.
    '<rootDir>/scripts/(bench|build|calibrate|check|demo|e2e|package|testing)/',
    '<rootDir>/scripts/simulator/host/',
  ],
};
