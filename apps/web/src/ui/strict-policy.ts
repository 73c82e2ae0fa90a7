/**
 * The page is served with a policy that forbids `eval`. zod would try it once to find out; this
 * tells it not to. It must run before any schema is made, so the entry imports it first and
 * imports schemas through lazy routes only.
 */
Object.assign(globalThis, { __zod_globalConfig: { jitless: true } });
