import { PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { generateCatalogue } from "./catalogue";
import { drawPicture } from "./picture";

const atOnce = 16;

/** Draws each product's picture and puts it where `/media/products/<slug>.svg` is served from. */
export async function uploadPictures(
  products: number,
  environment: Readonly<Record<string, string>>,
): Promise<void> {
  const s3 = new S3Client({
    endpoint: environment.AWS_ENDPOINT_URL_S3 ?? "",
    region: environment.AWS_REGION ?? "us-east-1",
    credentials: {
      accessKeyId: environment.AWS_ACCESS_KEY_ID ?? "",
      secretAccessKey: environment.AWS_SECRET_ACCESS_KEY ?? "",
    },
    forcePathStyle: true,
  });
  const lines = generateCatalogue({ products });
  const upload = async () => {
    for (const line of lines) {
      if (line.kind !== "product") continue;
      await s3.send(
        new PutObjectCommand({
          Bucket: environment.IMAGES_BUCKET ?? "",
          Key: `products/${line.slug}.svg`,
          Body: drawPicture(line),
          ContentType: "image/svg+xml",
          CacheControl: "public, max-age=86400",
        }),
      );
    }
  };
  try {
    await Promise.all(Array.from({ length: atOnce }, upload));
  } finally {
    s3.destroy();
  }
}
