/** What a floor's process is told when it is started. It answers with a `FloorReady`. */
export interface FloorOrder {
  /** By the path with its query that is asked for: the bytes that the service answered with. */
  content: Readonly<Record<string, string>>;
  /** Where a floor that asks the database finds it. */
  databaseUrl: string;
  /** Of a floor that writes to DynamoDB. */
  write?: RecordedWrite;
}

/** What the cart service sent to DynamoDB to add a piece to a cart. */
export interface RecordedWrite {
  endpoint: string;
  /** The UpdateItem, and what is of that one cart, SKU and write in it. */
  body: string;
  cartId: string;
  sku: string;
  name: string;
}

export interface FloorReady {
  port: number;
}
