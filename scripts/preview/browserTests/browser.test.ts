import type { Browser } from 'playwright-core';
import { findBrowser, launchBrowser } from '../launchBrowser';
import { conversationTests } from './conversation';
import { hotReloadTests } from './hotReload';
import { ownFunctionsTests } from './ownFunctions';
import { pageTests } from './page';

/*
 * Every test of the preview in a real browser, in one file and so in one process: they share the
 * browser and the built functions, which cost more than the tests.
 */
const missing = whyMissing();

if (missing) {
  test('there is a browser to test with', () => {
    // One line, without a stack that leads into here.
    missing.stack = missing.message;
    throw missing;
  });
} else {
  describe('the preview in a real browser', () => {
    let browser: Browser;
    beforeAll(async () => {
      browser = await launchBrowser();
    });
    afterAll(() => browser?.close());

    const running = () => browser;
    describe('its page', () => pageTests(running));
    describe('the demo’s conversation, played by clicks on a clock that stands still', () =>
      conversationTests(running));
    describe('a change of a source, while it is open', () => hotReloadTests(running));
    describe('with somebody’s own functions', () => ownFunctionsTests(running));
  });
}

function whyMissing(): Error | undefined {
  try {
    findBrowser();
    return undefined;
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}
