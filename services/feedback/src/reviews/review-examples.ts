export const reviewExample = {
  id: "01985b2c-5f00-7a31-9d7e-2f8f6f6e9a10",
  productId: "01985b2b-1c40-7e0a-8a55-9b1f0c2d3e4f",
  status: "published",
  rating: 4,
  title: "Holds its shape",
  body: "Two winters in and not a seam has gone.",
  images: [],
  verifiedPurchase: true,
  helpfulCount: 3,
  rejection: null,
  reply: null,
  createdAt: "2026-01-31T12:00:00.000Z",
  updatedAt: null,
};

export const submissionExample = {
  productId: reviewExample.productId,
  rating: 4,
  title: "Holds its shape",
  body: "Two winters in and not a seam has gone.",
};

export const staffReviewExample = {
  ...reviewExample,
  status: "flagged",
  customerId: "01985b2a-0a10-7c3d-b2f6-5a4b3c2d1e0f",
  body: "Half the price at cheaper-tents.example.com!",
  helpfulCount: 0,
  reportCount: 0,
  reasons: ["link"],
  history: [
    { at: "2026-01-31T12:00:00.000Z", type: "submitted", by: "author", detail: "" },
    { at: "2026-01-31T12:00:01.000Z", type: "flagged", by: "rules", detail: "link" },
  ],
};
