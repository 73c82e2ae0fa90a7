/** English words of every form and window that asks. */
export const formWords = {
  cancel: "Cancel",
  close: "Close",
  fault: {
    offline: "The service can’t be reached. Check your connection, then try again.",
    "too-many": "That was too often in a short time. Wait a few minutes, then try again.",
    failed: "Something went wrong on our side. Try again in a moment.",
  },
} as const;
