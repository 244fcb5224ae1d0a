// Loads one built function and calls it as the test says. Plain JavaScript, run by Node itself, so
// that nothing else is loaded: what require.cache holds is what the function brought.
const { basename, dirname } = require('node:path');
const { inspect } = require('node:util');

const file = process.argv[2];
const { main } = require(file);

process.on('message', async ({ event, context, env }) => {
  Object.assign(process.env, env);
  const outcome = await main(event, context).then(
    (result) => ({ result }),
    (error) => ({
      error: { ...error, message: error.message, class: error.constructor.name },
    }),
  );
  const beside = Object.keys(require.cache).filter((path) => dirname(path) === dirname(file));
  const coldFiles = beside.filter((path) => path !== file).map((path) => basename(path));
  // JSON has no undefined and no classes; the comparison is to see them.
  process.send({ outcome, shown: inspect(outcome, { depth: null }), coldFiles });
});
