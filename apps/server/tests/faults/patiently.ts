/**
 * The soak's own work on the database, tried again where no connection came in time: on a busy machine
 * that says nothing about the service.
 */
export async function patiently<T>(work: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await work();
    } catch (error) {
      if (!String(error).includes("connection timeout")) throw error;
    }
  }
}
