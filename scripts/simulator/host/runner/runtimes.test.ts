import { execFileSync } from 'node:child_process';
import { addedIn, isAskedByNode } from './runtimes';

/** Node's own code, as the Node that runs this test has it, by the names of its modules. */
function sourcesOfNode(): [string, string][] {
  const print = "process.stdout.write(JSON.stringify(process.binding('natives')))";
  const json = execFileSync(process.execPath, ['--no-deprecation', '-e', print], {
    encoding: 'utf8',
    maxBuffer: 100_000_000,
  });
  return Object.entries<string>(JSON.parse(json));
}

/** What functions never get to: its start, tests, prompt and profilers, and what a flag has to allow. */
const elsewhere =
  /bootstrap|per_context|test_runner|bench_runner|repl|main\/|v8_prof|tick_processor|quic/;

test('what Node’s own code looks up on shared objects is hidden from functions only', () => {
  const names = Object.values(addedIn)
    .flatMap((line) => line.split(' '))
    .filter((name) => name.includes('.') && !isAskedByNode(name, process.versions.node));
  const found = sourcesOfNode()
    .filter(([module]) => !elsewhere.test(module))
    .flatMap(([module, source]) =>
      names.filter((name) => source.includes(`${name}(`)).map((name) => `${module}: ${name}`),
    );
  expect(found).toEqual([]);
});
