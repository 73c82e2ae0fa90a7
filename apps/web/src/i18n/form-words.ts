/** English words of every form and window that asks. */
export const formWords = {
  cancel: "Cancel",
  close: "Close",
  fault: {
    offline: "We can’t reach the service. Check your connection, then try again.",
    "too-many": "Too many attempts. Wait a few minutes, then try again.",
    failed: "Something went wrong on our side. Try again in a moment.",
  },
} as const;
