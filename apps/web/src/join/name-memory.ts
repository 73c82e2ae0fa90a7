const key = "graticule.name";

/** Someone asks to join; `remember`: their name, on this device. */
export interface Wish {
  readonly name: string;
  readonly remember: boolean;
}

type Store = Pick<Storage, "getItem" | "setItem" | "removeItem">;

/**
 * The name that someone wished to be remembered on this device. Off until they tick the box: a
 * name that stays on a borrowed or shared device says that its owner was here.
 */
export function rememberedName(storage: Store): string | undefined {
  return storage.getItem(key) ?? undefined;
}

/** `wish`: the box as it is ticked. */
export function rememberName(storage: Store, name: string, wish: boolean): void {
  if (wish) storage.setItem(key, name);
  else storage.removeItem(key);
}
