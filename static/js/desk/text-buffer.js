/** What this browser keeps of a story while nobody answers: one entry a story and window, gone once the desk has it. */
const STORE = "typed";

function opened() {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open("newsroom-desk", 1);
    request.onupgradeneeded = () => request.result.createObjectStore(STORE, { keyPath: "story" });
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

async function run(mode, work) {
  const base = await opened();
  try {
    return await new Promise((resolve, reject) => {
      const act = base.transaction(STORE, mode, { durability: "strict" });
      const request = work(act.objectStore(STORE));
      act.oncomplete = () => resolve(request.result);
      act.onerror = act.onabort = () => reject(act.error);
    });
  } finally {
    base.close();
  }
}

export const put = (entry) => run("readwrite", (store) => store.put(entry));
export const remove = (key) => run("readwrite", (store) => store.delete(key));
/** Of every window in which this story was open; keys are `story:window`. */
export const all = (story) => run("readonly", (store) => store.getAll(IDBKeyRange.bound(`${story}:`, `${story}:\uffff`)));
