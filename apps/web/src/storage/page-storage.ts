/** The part of `Storage` that pages use. Writing never throws: what can't be kept is lost with the page. */
export interface PageStorage extends Pick<Storage, "getItem" | "setItem" | "removeItem"> {
  /** False: it ends with the page. */
  readonly lasts: boolean;
}

/**
 * Storage of the browser. A browser that blocks site data throws where a page only names it: then a stand-in that ends with the
 * page.
 */
export function storageOf(read: () => Storage): PageStorage {
  try {
    const storage = read();
    storage.getItem("graticule");
    return {
      lasts: true,
      getItem: (key) => storage.getItem(key),
      removeItem: (key) => storage.removeItem(key),
      setItem(key, text) {
        try {
          storage.setItem(key, text);
        } catch {
          // It is full.
        }
      },
    };
  } catch {
    return inMemory();
  }
}

function inMemory(): PageStorage {
  const texts = new Map<string, string>();
  return {
    lasts: false,
    getItem: (key) => texts.get(key) ?? null,
    removeItem: (key) => void texts.delete(key),
    setItem: (key, text) => void texts.set(key, text),
  };
}
