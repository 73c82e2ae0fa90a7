/** The policy of our own pages: nothing from elsewhere, no inline script. */
export function pagePolicy(publicUrl: string): string {
  const gate = publicUrl.replace(/^http/, "ws");
  return [
    "default-src 'self'",
    "script-src 'self'",
    // The component library sets styles on elements.
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "media-src 'self' blob:",
    "worker-src 'self' blob:",
    `connect-src 'self' ${new URL(publicUrl).origin} ${new URL(gate).origin}`,
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join("; ");
}

/** Headers of every answer. Camera and microphone are for our own pages only. */
export function securityHeaders(publicUrl: string): Record<string, string> {
  return {
    "content-security-policy": pagePolicy(publicUrl),
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy":
      "camera=(self), microphone=(self), display-capture=(self), geolocation=(), payment=(), usb=()",
    ...(publicUrl.startsWith("https:") ? { "strict-transport-security": "max-age=31536000" } : {}),
  };
}
