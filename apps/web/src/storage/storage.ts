import { storageOf } from "./page-storage.ts";

/** Of this browser, for all its tabs. */
export const deviceStorage = storageOf(() => window.localStorage);

/** Of this tab. */
export const tabStorage = storageOf(() => window.sessionStorage);
