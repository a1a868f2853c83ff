import { listOf, Timestamp } from "@shopeasy/contracts/conventions";
import { z } from "zod";
import { ProductImage } from "../products/product-schemas";
import { type ImageType, imageTypes, largestImage, mostImages, rejectionReasons } from "./image-rules";

const ImageContentType = z.enum(Object.keys(imageTypes) as ImageType[]);

const UploadStatus = z.enum(["pending", "ready", "rejected"]);
export type UploadStatus = z.infer<typeof UploadStatus>;

const RejectionReason = z
  .enum(rejectionReasons)
  .describe(
    `\`wrong-type\`: an image, but not of the type that was named; \`too-many-images\`: the product had ${mostImages} by then.`,
  );

export const NewImage = z
  .strictObject({
    fileName: z
      .string()
      .trim()
      .min(1)
      .max(255)
      .regex(/^[^\p{Cc}/\\]*$/u, "must be a file's name: no path, no control characters"),
    contentType: ImageContentType,
    alt: z
      .string()
      .trim()
      .max(300)
      .optional()
      .describe("What it shows, for those who can't see it. Made of the file's name unless given."),
    size: z
      .int()
      .min(1)
      .max(largestImage)
      .optional()
      .describe("The file's length in bytes. Where it is given, S3 takes no other."),
  })
  .meta({
    id: "NewImage",
    example: { fileName: "ridge-tent.jpg", contentType: "image/jpeg", alt: "A green tent", size: 184_320 },
  });
export type NewImage = z.infer<typeof NewImage>;

const anImage = {
  url: "/media/products/0190a000-0000-7000-8000-000000000001/b1f5c0de-7d42-4c36-9c8a-2f6f0f6f3a11.jpg",
  alt: "A green tent",
};

export const ImageInvitation = z
  .strictObject({
    uploadUrl: z.url().describe("Where to PUT the file, until `expiresAt`."),
    uploadHeaders: z.record(z.string(), z.string()).describe("To be sent with the file, as they are."),
    expiresAt: Timestamp,
    image: ProductImage,
  })
  .meta({
    id: "ImageInvitation",
    example: {
      uploadUrl: "https://uploads.s3.us-east-1.amazonaws.com/products/…?X-Amz-Signature=…",
      uploadHeaders: { "Content-Type": "image/jpeg" },
      expiresAt: "2026-01-31T12:15:00.000Z",
      image: anImage,
    },
  });

const ImageUpload = z
  .strictObject({
    id: z.uuid(),
    status: UploadStatus,
    reason: RejectionReason.nullable().describe("Why it was rejected."),
    image: ProductImage,
    fileName: z.string(),
    contentType: ImageContentType,
    createdAt: Timestamp,
    expiresAt: Timestamp,
    settledAt: Timestamp.nullable(),
  })
  .meta({
    id: "ImageUpload",
    example: {
      id: "0190a000-0000-7000-8000-000000000002",
      status: "rejected",
      reason: "wrong-type",
      image: anImage,
      fileName: "ridge-tent.jpg",
      contentType: "image/jpeg",
      createdAt: "2026-01-31T12:00:00.000Z",
      expiresAt: "2026-01-31T12:15:00.000Z",
      settledAt: "2026-01-31T12:00:09.000Z",
    },
  });

export const ImageUploadList = listOf(ImageUpload);
