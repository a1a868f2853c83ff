/** What a floor's process is told when it is started. It answers with a `FloorReady`. */
export interface FloorOrder {
  /** By the path with its query that is asked for: the bytes that the service answered with. */
  content: Readonly<Record<string, string>>;
  /** Where a floor that asks the database finds it. */
  databaseUrl: string;
}

export interface FloorReady {
  port: number;
}
