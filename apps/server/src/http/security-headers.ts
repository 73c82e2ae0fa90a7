import helmet from "@fastify/helmet";
import type { App } from "./routing.ts";

/** The policy of our own pages: nothing from elsewhere, no inline script. */
function pagePolicy(publicUrl: string): Record<string, readonly string[]> {
  const gate = new URL(publicUrl.replace(/^http/, "ws")).origin;
  return {
    "default-src": ["'self'"],
    // The blurred background is computed by WebAssembly, which is compiled in the page.
    "script-src": ["'self'", "'wasm-unsafe-eval'"],
    // The component library sets styles on elements.
    "style-src": ["'self'", "'unsafe-inline'"],
    "img-src": ["'self'", "data:", "blob:"],
    "media-src": ["'self'", "blob:"],
    "worker-src": ["'self'", "blob:"],
    "connect-src": ["'self'", new URL(publicUrl).origin, gate],
    "object-src": ["'none'"],
    "base-uri": ["'none'"],
    "form-action": ["'self'"],
    "frame-ancestors": ["'none'"],
  };
}

/** Camera and microphone are for our own pages only. */
const permissions = "camera=(self), microphone=(self), display-capture=(self), payment=(), usb=()";

/**
 * Pages that may ask for a device's position, the last resort of "I'm not there": a meeting's, and
 * the one from which a code leads there without a page load.
 */
const positioned = /^\/(?:m\/[^/]*)?(?:\?|$)/;

/** Headers of every answer, event streams among them: they are set before any route sees it. */
export async function registerSecurityHeaders(app: App, publicUrl: string): Promise<void> {
  await app.register(helmet, {
    contentSecurityPolicy: { useDefaults: false, directives: pagePolicy(publicUrl) },
    frameguard: { action: "deny" },
    referrerPolicy: { policy: "no-referrer" },
    strictTransportSecurity: publicUrl.startsWith("https:") && {
      maxAge: 31_536_000,
      includeSubDomains: false,
    },
  });
  app.addHook("onRequest", async ({ url }, reply) => {
    const position = positioned.test(url) ? "geolocation=(self)" : "geolocation=()";
    reply.raw.setHeader("permissions-policy", `${permissions}, ${position}`);
  });
}
