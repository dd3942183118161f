/** What this browser keeps of a story while nobody answers: one entry a story, gone once the desk has it. */
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
export const get = (story) => run("readonly", (store) => store.get(story));
export const remove = (story) => run("readwrite", (store) => store.delete(story));
