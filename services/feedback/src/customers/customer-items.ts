import { Timestamp } from "@shopeasy/contracts/conventions";
import { type FeedbackId, OrderId, ProductId, ReviewId, type UserId } from "@shopeasy/contracts/ids";
import { z } from "zod";
import type { Action } from "../db/conditions";
import type { Key } from "../db/read-items";

/** Everything that a customer has had to do with lies, or is named, in one partition: to be exported, and erased. */
export const customerPartition = (customerId: UserId) => `customer#${customerId}`;

const keyOf = (kind: string) => (customerId: UserId, id: string) => ({
  pk: customerPartition(customerId),
  sk: `${kind}#${id}`,
});

/** What a customer has had to do with a product: bought it, reviewed it. */
export const dealingKey: (customerId: UserId, productId: ProductId) => Key = keyOf("product");
export const DealingItem = z.object({
  productId: ProductId,
  orderId: OrderId.optional(),
  paidAt: Timestamp.optional(),
  reviewId: ReviewId.optional(),
});

export const voteKey: (customerId: UserId, reviewId: ReviewId) => Key = keyOf("vote");
export const VoteItem = z.object({ reviewId: ReviewId, helpful: z.boolean(), at: Timestamp });

export const reportKey: (customerId: UserId, reviewId: ReviewId) => Key = keyOf("report");

/** Names the feedback of hers. */
export const givenFeedbackKey: (customerId: UserId, feedbackId: FeedbackId) => Key = keyOf("feedback");

/** There once a customer is erased: nothing of hers is taken any more. */
export const erasureKey = (customerId: UserId): Key => ({
  pk: customerPartition(customerId),
  sk: "erased",
});

/** The part of a transaction that has it fail for a customer who is erased meanwhile. */
export const notErased = (TableName: string, customerId: UserId): Action => ({
  ConditionCheck: {
    TableName,
    Key: erasureKey(customerId),
    ConditionExpression: "attribute_not_exists(pk)",
  },
});
