/** Where records lie: texts by key, in a folder or a bucket. */
export interface RecordStore {
  /** Null where there is none. */
  read: (key: string) => Promise<string | null>;
  /** In the place of what has this key. Whoever reads meanwhile sees the old or the new, and never half of it. */
  write: (key: string, text: string) => Promise<void>;
  /** Writes where nothing has this key; says whether it did. Of two at once, one does. */
  create: (key: string, text: string) => Promise<boolean>;
  /** Also where there is none. */
  remove: (key: string) => Promise<void>;
  /** All keys that begin so, sorted. */
  keys: (prefix: string) => Promise<string[]>;
}
