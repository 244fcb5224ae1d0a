import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { projectRoot } from '../build/projectRoot';
import { startSimulator } from '../simulator';
import type { SimulatorConfig } from '../simulator/config/config';
import type { Built } from './project/buildProject';
import { openProject } from './project/openProject';
import { bundleBrowser, fontStyles } from './serve/browserFiles';
import type { PreviewEvent } from './serve/previewEvent';
import { previewRoutes } from './serve/previewRoutes';
import { openShop } from './shop/openShop';

/** Somebody's functions, shown without a mini program. */
interface Functions {
  /** The folder: one subfolder each, with index.js. */
  folder: string;
  config?: SimulatorConfig | undefined;
  /** The function that gets message push; goes before `config.messagePush`. */
  push?: string | undefined;
}

export interface StartPreviewOptions {
  /** 0, the default, takes a free one. */
  port?: number;
  /** Show these instead of a project's mini program and functions. */
  functions?: Functions;
  /** The folder with cloudfunctions/ and miniprogram/; this project unless given. */
  root?: string;
  /** Where the functions are built to; `dist` in root unless given. */
  outDir?: string;
  /** Told when a build begins that has something to do. */
  onBuilding?: () => void;
  /** Told when it has ended, and how many milliseconds it took. */
  onBuilt?: (built: Built, ms: number) => void;
  /** Told when a change of a source could not be taken in at all, such as a folder that is gone. */
  onTrouble?: (error: unknown) => void;
}

export interface Preview {
  /** `http://127.0.0.1:PORT/` */
  url: string;
  port: number;
  close(): Promise<void>;
}

/**
 * Starts the preview on a simulator of its own: of a project's mini program and functions, which are
 * built and watched, or of any folder of functions. Resolves when the page can be used.
 * @throws Error where it cannot start; nothing is left running then
 */
export async function startPreview(options: StartPreviewOptions = {}): Promise<Preview> {
  const { port = 0, functions } = options;
  const listeners = new Set<(event: PreviewEvent) => void>();
  const tell = (event: PreviewEvent) => {
    for (const listener of listeners) listener(event);
  };
  /** What has been opened so far, to be closed at the end and where the rest fails. */
  const opened: { close(): Promise<void> }[] = [];
  const close = async () => {
    // The simulator first, which uses what the others have.
    for (const one of opened.splice(0).reverse()) await one.close();
  };

  try {
    const browserFiles = bundleBrowser();
    // Awaited below, when the rest is open; until then its failure is nobody's.
    browserFiles.catch(() => {});
    const shop = functions ? null : await openShop();
    if (shop) opened.push(shop);
    const project = !shop
      ? null
      : await openProject({
          ...foldersOf(options),
          onMiniprogram: () => tell({ type: 'miniprogram' }),
          onBuild(build) {
            if (build.isBuilding) options.onBuilding?.();
            tell({ type: 'build', build });
          },
          takeOver: shop.furnish,
          onBuilt: options.onBuilt ?? (() => {}),
          onTrouble: options.onTrouble ?? (() => {}),
        });
    if (project) opened.push(project);
    const account = { appid: 'wxpreview00000000', secret: randomBytes(16).toString('hex') };
    const config = { ...account, ...(functions ? functions.config : shop?.config) };
    const folder = functions?.folder ?? shop?.functionsFolder ?? '';
    const push = functions?.push ?? config.messagePush;
    const routes = previewRoutes({
      files: { ...(await browserFiles), 'fonts.css': await fontStyles() },
      account: { ...account, ...config },
      project,
      shop,
      functions: { folder, push },
      tell,
      listen(listener) {
        listeners.add(listener);
        return () => listeners.delete(listener);
      },
    });
    const simulator = await startSimulator({
      port,
      functions: folder,
      config,
      ...(push === undefined ? {} : { push }),
      routes: async (app, parts) => {
        await shop?.start(parts.clock);
        await app.register(routes(parts));
      },
    });
    opened.push(simulator);
    return { url: `${simulator.url}/`, port: simulator.port, close };
  } catch (error) {
    await close();
    throw error;
  }
}

function foldersOf({ root = projectRoot, outDir = join(root, 'dist') }: StartPreviewOptions) {
  return { root, outDir };
}
