const key = "graticule.name";

/** A request to join; `remember`: the name is kept on this device. */
export interface JoinWish {
  readonly name: string;
  readonly remember: boolean;
}

type Store = Pick<Storage, "getItem" | "setItem" | "removeItem">;

/**
 * The name that is remembered on this device. Only after its owner ticked the box: a name that stays on a
 * borrowed or shared device says that they were here.
 */
export function rememberedName(storage: Store): string | undefined {
  return storage.getItem(key) ?? undefined;
}

export function rememberName(storage: Store, { name, remember }: JoinWish): void {
  if (remember) storage.setItem(key, name);
  else storage.removeItem(key);
}
