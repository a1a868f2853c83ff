import { createHash } from "node:crypto";
import { AwsError } from "./aws-error";

const digestOf = (bytes: string | Buffer) => `sha256:${createHash("sha256").update(bytes).digest("hex")}`;
const mediaType = "application/vnd.oci.image.manifest.v1+json";

interface Repository {
  images: { digest: string; manifest: string; tag: string | undefined }[];
  layers: Map<string, Buffer>;
}

/** ECR as its API says it behaves: tags do not move, and a manifest needs its layers. */
export class Ecr {
  readonly repositories = new Map<string, Repository>();
  readonly #uploads = new Map<string, Buffer>();
  /** By tag: what a scan finds, after so many looks at it. */
  findings: { name: string; severity: string }[] = [];
  scanLooks = 2;
  /** Where layers are downloaded. */
  url = "";

  addRepository(name: string): void {
    this.repositories.set(name, { images: [], layers: new Map() });
  }

  /** An image as `docker push` leaves it; gives its manifest's and its configuration's digests. */
  addImage(repository: string, tag: string, content = tag): { digest: string; config: string } {
    const { layers } = this.#repository(repository);
    const parts = [`config of ${content}`, `layer of ${content}`, `a second of ${content}`].map((part) =>
      Buffer.from(part),
    );
    for (const part of parts) layers.set(digestOf(part), part);
    const [config = "", ...rest] = parts.map(digestOf);
    const manifest = JSON.stringify({
      schemaVersion: 2,
      mediaType,
      config: { digest: config },
      layers: rest.map((digest) => ({ digest })),
    });
    this.PutImage({ repositoryName: repository, imageManifest: manifest, imageTag: tag });
    return { digest: digestOf(manifest), config };
  }

  GetAuthorizationToken() {
    const authorizationToken = Buffer.from("AWS:a-password").toString("base64");
    return {
      authorizationData: [
        { authorizationToken, proxyEndpoint: "https://333333333333.dkr.ecr.eu-west-1.amazonaws.com" },
      ],
    };
  }

  BatchGetImage({ repositoryName, imageIds: [{ imageTag, imageDigest }] }: any) {
    const found = this.#repository(repositoryName).images.find(({ tag, digest }) =>
      imageTag ? tag === imageTag : digest === imageDigest,
    );
    if (!found) return { images: [], failures: [{ failureCode: "ImageNotFound" }] };
    return {
      images: [
        {
          imageId: { imageDigest: found.digest, imageTag },
          imageManifest: found.manifest,
          imageManifestMediaType: mediaType,
        },
      ],
    };
  }

  DescribeImages({ repositoryName }: any) {
    const { images } = this.#repository(repositoryName);
    return {
      imageDetails: images.map(({ tag, digest }, index) => ({
        imageTags: tag ? [tag] : [],
        imageDigest: digest,
        imagePushedAt: index,
      })),
    };
  }

  DescribeImageScanFindings({ repositoryName, imageId: { imageTag } }: any) {
    if (!this.#repository(repositoryName).images.some(({ tag }) => tag === imageTag))
      throw new AwsError("ImageNotFoundException");
    if (this.scanLooks === 2) {
      this.scanLooks -= 1;
      throw new AwsError("ScanNotFoundException");
    }
    if (this.scanLooks-- > 0) return { imageScanStatus: { status: "IN_PROGRESS" } };
    const findings = this.findings.map((finding) => ({
      ...finding,
      attributes: [{ key: "package_name", value: "openssl" }],
    }));
    return { imageScanStatus: { status: "COMPLETE" }, imageScanFindings: { findings } };
  }

  BatchCheckLayerAvailability({ repositoryName, layerDigests: [layerDigest] }: any) {
    const has = this.#repository(repositoryName).layers.has(layerDigest);
    return { layers: [{ layerDigest, layerAvailability: has ? "AVAILABLE" : "UNAVAILABLE" }] };
  }

  GetDownloadUrlForLayer({ repositoryName, layerDigest }: any) {
    return { downloadUrl: `${this.url}/layers/${repositoryName}/${layerDigest}`, layerDigest };
  }

  InitiateLayerUpload() {
    const uploadId = `upload-${this.#uploads.size}`;
    this.#uploads.set(uploadId, Buffer.alloc(0));
    return { uploadId, partSize: 10 };
  }

  UploadLayerPart({ uploadId, partFirstByte, partLastByte, layerPartBlob }: any) {
    const before = this.#uploads.get(uploadId) ?? Buffer.alloc(0);
    const part = Buffer.from(layerPartBlob, "base64");
    if (partFirstByte !== before.length || partLastByte !== before.length + part.length - 1)
      throw new AwsError("InvalidLayerPartException");
    this.#uploads.set(uploadId, Buffer.concat([before, part]));
    return { uploadId, lastByteReceived: partLastByte };
  }

  CompleteLayerUpload({ repositoryName, uploadId, layerDigests: [layerDigest] }: any) {
    const bytes = this.#uploads.get(uploadId) ?? Buffer.alloc(0);
    if (digestOf(bytes) !== layerDigest) throw new AwsError("InvalidLayerException");
    this.#repository(repositoryName).layers.set(layerDigest, bytes);
    return { layerDigest };
  }

  PutImage({ repositoryName, imageManifest, imageTag, imageDigest }: any) {
    const { images, layers } = this.#repository(repositoryName);
    const digest = digestOf(imageManifest);
    if (imageDigest && imageDigest !== digest) throw new AwsError("ImageDigestDoesNotMatchException");
    const tagged = images.find(({ tag }) => tag === imageTag);
    if (tagged)
      throw new AwsError(
        tagged.digest === digest ? "ImageAlreadyExistsException" : "ImageTagAlreadyExistsException",
      );
    const { config, layers: parts } = JSON.parse(imageManifest);
    for (const part of [config, ...parts])
      if (!layers.has(part.digest)) throw new AwsError("LayersNotFoundException");
    images.push({ digest, manifest: imageManifest, tag: imageTag });
    return { image: { imageId: { imageDigest: digest, imageTag } } };
  }

  layer = (repository: string, digest: string) => this.repositories.get(repository)?.layers.get(digest);

  #repository(name: string): Repository {
    const found = this.repositories.get(name);
    if (!found) throw new AwsError("RepositoryNotFoundException");
    return found;
  }
}
