/** Launches the app, newly loaded, on a phone with this `wx` and this environment configured. */
function launch(wx: object, cloudEnvironment: string): void {
  let options: { onLaunch(): void } | undefined;
  Object.assign(globalThis, {
    wx,
    App: (given: typeof options) => {
      options = given;
    },
  });
  jest.isolateModules(() => {
    jest.doMock('./config', () => ({ cloudEnvironment }));
    require('./app');
  });
  options?.onLaunch();
}

test.each([
  ['the environment that is configured', 'cloud1-x', { env: 'cloud1-x', traceUser: true }],
  ['the account’s default environment where none is', '', { traceUser: true }],
])('the cloud is initialised with %s', (_which, environment, expected) => {
  const cloud = {
    given: {} as object,
    init(options: object) {
      this.given = options;
    },
  };
  launch({ cloud }, environment);
  expect(cloud.given).toEqual(expected);
});

test('a base library without wx.cloud launches all the same; the page tells it at the first press', () => {
  expect(() => launch({}, '')).not.toThrow();
});
