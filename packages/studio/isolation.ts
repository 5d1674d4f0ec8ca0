// Threads of WebAssembly share memory, which a browser gives to pages that are cross-origin isolated. `hourglass studio`
// sends the headers for that; elsewhere a service worker adds them to what the page loads, from its second load on.

/** Whether the page may use threads, and in words why, or why not. */
export interface Isolation {
  readonly isolated: boolean;
  readonly words: string;
}

/** What isolation depends on; a test gives its own. */
export interface IsolationSurroundings {
  readonly crossOriginIsolated: boolean;
  readonly isSecureContext: boolean;
  readonly isFramed: boolean;
  /** Whether there is memory that threads can share, once the page is isolated. */
  readonly hasSharedMemory: () => boolean;
  /** Whether a service worker answers for the page. */
  readonly isControlled: () => boolean;
  /** Resolves when the service worker is ready; rejects where the host or the browser forbids it. */
  readonly register: (() => Promise<unknown>) | undefined;
  /** Marks that the page has been reloaded for this, for the life of the tab. */
  readonly mark: { get(): boolean; set(): void; clear(): void };
  readonly reload: () => void;
}

/**
 * Makes the page isolated where that can be done. `undefined` means that it is being loaded again, which happens once at
 * most: there is nothing more to do. Where it is isolated the answer is there at once.
 */
export function isolate(at: IsolationSurroundings = browser()): Isolation | Promise<Isolation | undefined> {
  if (!at.crossOriginIsolated) return isolateByServiceWorker(at);
  at.mark.clear();
  if (!at.hasSharedMemory()) return oneThread("this browser has no memory that threads can share");
  return {
    isolated: true,
    words: at.isControlled()
      ? "threads are on, by the page's service worker"
      : "threads are on, by the server's headers",
  };
}

async function isolateByServiceWorker(at: IsolationSurroundings): Promise<Isolation | undefined> {
  if (!at.isSecureContext) {
    return oneThread("browsers give threads to pages from https or localhost only");
  }
  if (at.isFramed) return oneThread("the page is shown inside another; open it in a tab of its own");
  if (at.register === undefined) {
    return oneThread("the server sends no headers for threads, and this window allows no service worker");
  }
  try {
    if (at.mark.get()) return oneThread("the browser gives this page no threads");
    await at.register();
    at.mark.set();
  } catch {
    return oneThread(
      "the server sends no headers for threads, and the page's service worker was refused by it or by the browser",
    );
  }
  at.reload();
  return undefined;
}

function oneThread(why: string): Isolation {
  return { isolated: false, words: `one thread: ${why}` };
}

const markName = "hourglass: loaded again for threads";

/** A service worker that is not there by then will not come. */
const patience = 5000;

function browser(): IsolationSurroundings {
  const serviceWorker = serviceWorkers();
  return {
    crossOriginIsolated: globalThis.crossOriginIsolated === true,
    isSecureContext: globalThis.isSecureContext,
    isFramed: window.parent !== window,
    hasSharedMemory: () => typeof SharedArrayBuffer === "function",
    isControlled: () => serviceWorker?.controller != null,
    register:
      serviceWorker === undefined
        ? undefined
        : async () => {
            const registered = serviceWorker.register(new URL("service-worker.js", document.baseURI));
            await Promise.race([registered.then(() => serviceWorker.ready), failAfter(patience)]);
          },
    mark: {
      get: () => sessionStorage.getItem(markName) !== null,
      set: () => sessionStorage.setItem(markName, "yes"),
      clear: () => {
        try {
          sessionStorage.removeItem(markName);
        } catch {
          // A window without storage has no mark.
        }
      },
    },
    reload: () => location.reload(),
  };
}

/** None in an insecure, private or sandboxed window, in which asking may fail, too. */
function serviceWorkers(): ServiceWorkerContainer | undefined {
  try {
    return (navigator as { readonly serviceWorker?: ServiceWorkerContainer }).serviceWorker;
  } catch {
    return undefined;
  }
}

function failAfter(milliseconds: number): Promise<never> {
  return new Promise((_, reject) => {
    setTimeout(() => reject(new Error("the service worker did not start")), milliseconds);
  });
}
