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
  /** Told when a change of a source could not be taken in at all, such as a folder that is gone. */
  onTrouble?: (error: unknown) => void;
}

/**
 * Starts the preview on a simulator of its own. Resolves when the page can be used.
 * @throws Error that names file and line where the functions cannot be built and never were
 */
export async function startPreview(options: StartOptions = {}) {
  const { port = 0, root = projectRoot, outDir = join(root, 'dist'), onTrouble } = options;
  const preview = await createPreview({ root, outDir, ...(onTrouble ? { onTrouble } : {}) });
  try {
    const simulator = await startSimulator({
      port,
      functions: join(outDir, 'cloudfunctions'),
      config: preview.config,
      routes: preview.routes,
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
