import { openapiCalls } from './calls/openapiCalls';
import { loadSources, sourceFiles } from './calls/sources';

for (const f of ['setTyping', 'customerMessage']) {
  const t = performance.now();
  const own = sourceFiles(`/work/main/cloudfunctions/${f}`);
  const s = loadSources(own);
  const t1 = performance.now();
  try {
    const r = openapiCalls(s, `/work/main/cloudfunctions/${f}/index.ts`, own);
    console.log(
      f,
      t1 - t,
      performance.now() - t1,
      r.calls.map((c) => [c.api, c.certain, c.node.getSourceFile().fileName]),
      r.undecided.map((u) => [u.known, u.why, u.node.getText()]),
    );
  } catch (e) {
    console.log(e);
  }
}
