import { join } from 'node:path';
import { projectRoot } from '../build/projectRoot';
import { startSimulator } from '../simulator';
import { createPreview } from './createPreview';

interface StartOptions {
  /** 0 takes a free one. */
  port?: number;
  /** The folder with cloudfunctions/ and miniprogram/; this project unless given. */
  root?: string;
  /** Where the functions are built to; `dist` in root unless given. */
  outDir?: string;
  /** Gets one line for each call that reaches the simulator. */
  log?: (line: string) => void;
}

/**
 * Starts the preview on a simulator of its own. Resolves when the page can be used.
 * @throws Error that names file and line where the functions cannot be built and never were
 */
export async function startPreview(options: StartOptions = {}) {
  const { port = 0, root = projectRoot, outDir = join(root, 'dist'), log } = options;
  const preview = await createPreview({ root, outDir });
  try {
    const simulator = await startSimulator({
      port,
      functions: join(outDir, 'cloudfunctions'),
      config: preview.config,
      routes: preview.routes,
      ...(log ? { log } : {}),
    });
    return {
      url: `${simulator.url}/`,
      port: simulator.port,
      async close() {
        await Promise.all([preview.close(), simulator.close()]);
      },
    };
  } catch (error) {
    await preview.close();
    throw error;
  }
}
