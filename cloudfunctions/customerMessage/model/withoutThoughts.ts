/**
 * How models mark what they think, where the endpoint leaves it in the answer: each family has marks
 * of its own, and runs behind software that does not know them. As seen in public parsers and issues
 * of vLLM, SGLang, llama.cpp and Ollama.
 */
const families: readonly { begin: string; end: string }[] = [
  // DeepSeek, Qwen, GLM, EXAONE (thought), ByteDance (seed:think), MiniMax (mm:think) and most others.
  {
    begin:
      '<\\s*\\|?(?:[a-z]{1,12}:)?(?:think|thinking|thoughts?|reasoning)(?:[:\\s][^<>]{0,80})?\\|?>',
    end: '<\\s*\\|?/\\|?\\s*(?:[a-z]{1,12}:)?(?:think|thinking|thoughts?|reasoning)(?::[\\w-]{1,32})?\\s*\\|?>',
  },
  // Kimi K2 and Kimi-VL; Kimi K3.
  { begin: '◁think▷', end: '◁/think▷' },
  { begin: '<\\|open\\|>think<\\|sep\\|>', end: '<\\|close\\|>think<\\|sep\\|>' },
  // Mistral.
  { begin: '\\[THINK\\]', end: '\\[/THINK\\]' },
  // gpt-oss (harmony): what is not said in the channel “final” is not for the customer.
  {
    begin: '(?:<\\|end\\|>)?(?:<\\|start\\|>\\w*)?<\\|channel\\|>\\s*(?:analysis|commentary)',
    end: '<\\|channel\\|>\\s*final[^<]{0,80}(?:<\\|constrain\\|>\\w*)?<\\|message\\|>',
  },
  // Gemma; Cohere; Apertus.
  { begin: '<\\|channel>\\s*thought', end: '<channel\\|>' },
  { begin: '<\\|START_THINKING\\|>', end: '<\\|END_THINKING\\|>' },
  { begin: '<\\|inner_prefix\\|>', end: '<\\|inner_suffix\\|>' },
];

/** What some put around an answer and behind it; a customer has no use for any of it. */
const frames =
  '<\\|(?:open|close)\\|>[^<]{0,80}<\\|sep\\|>|<[|｜][^\\s<>|｜]{1,40}[|｜]>|<\\|\\w{1,40}>|<\\w{1,40}\\|>|' +
  '</?s>|<(?:\\w{1,12}:)?[be]os>|</?(?:answer|response)>';

/**
 * A model's text without what it thought before it answered. DeepSeek-R1 behind vLLM gives the end
 * without its beginning, and some think again in between: so everything up to the last end goes, and
 * all from a beginning that has no end. '' where nothing else is there.
 */
export function withoutThoughts(text: string): string {
  const { end, begin, frame } = patterns();
  const last = [...text.matchAll(end)].at(-1);
  const rest = last === undefined ? text : text.slice(last.index + last[0].length);
  const cut = rest.search(begin);
  return (cut < 0 ? rest : rest.slice(0, cut)).replace(frame, '').trim();
}

/** Made where they are needed: most invocations ask no model. */
function patterns() {
  made ??= {
    end: new RegExp(families.map((one) => one.end).join('|'), 'gi'),
    begin: new RegExp(families.map((one) => one.begin).join('|'), 'i'),
    frame: new RegExp(frames, 'gi'),
  };
  return made;
}

let made: Record<'end' | 'begin' | 'frame', RegExp> | undefined;
