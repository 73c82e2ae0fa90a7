/** English words of every form and window that asks. */
export const formWords = {
  /** While the browser asks for a passkey. */
  inWindow: "Continue in your browser’s window.",
  cancel: "Cancel",
  close: "Close",
  notInForce:
    "Your change is saved, but it may take a little longer until it applies everywhere. You don’t need to do anything.",
  fault: {
    offline: "We can’t reach the service. Check your connection, then try again.",
    "too-many": "Too many attempts. Wait a few minutes, then try again.",
    failed: "Something went wrong on our side. Try again in a moment.",
  },
} as const;
