import {
  BatchCheckLayerAvailabilityCommand,
  CompleteLayerUploadCommand,
  type ECRClient,
  GetDownloadUrlForLayerCommand,
  InitiateLayerUploadCommand,
  PutImageCommand,
  UploadLayerPartCommand,
} from "@aws-sdk/client-ecr";
import { ReleaseError } from "../release-error";
import { imageIn, type StoredImage } from "./repository";

interface Place {
  ecr: ECRClient;
  repository: string;
}

interface Manifest {
  config?: { digest: string };
  layers?: { digest: string }[];
  /** Of an image for several platforms: an image each. */
  manifests?: { digest: string }[];
}

/**
 * Copies an image from one account's registry to another's, byte by byte and without docker, and gives its digest,
 * which is the same. What is there already is not sent again.
 * @throws ReleaseError where another image has the tag there, or a layer came over as something else
 */
export async function copyImage(from: Place, to: Place, tag: string): Promise<string> {
  const image = await imageIn(from.ecr, from.repository, { imageTag: tag });
  if (!image) throw new ReleaseError(`${from.repository} has no image ${tag}.`);
  const there = await imageIn(to.ecr, to.repository, { imageTag: tag });
  if (there && there.digest !== image.digest) {
    throw new ReleaseError(
      `${to.repository}:${tag} is ${there.digest}, and ${from.repository}:${tag} is ${image.digest}: what was tested is not what is there, and tags do not move.`,
    );
  }
  if (!there) await copyManifest(from, to, image, tag);
  return image.digest;
}

async function copyManifest(from: Place, to: Place, image: StoredImage, tag?: string): Promise<void> {
  const { config, layers = [], manifests = [] } = JSON.parse(image.manifest) as Manifest;
  for (const { digest } of manifests) {
    const part = await imageIn(from.ecr, from.repository, { imageDigest: digest });
    if (!part) throw new ReleaseError(`${from.repository} has lost ${digest}, which ${image.digest} names.`);
    await copyManifest(from, to, part);
  }
  for (const { digest } of [...layers, ...(config ? [config] : [])]) await copyLayer(from, to, digest);
  const put = new PutImageCommand({
    repositoryName: to.repository,
    imageManifest: image.manifest,
    imageManifestMediaType: image.mediaType,
    // ECR refuses what does not have this digest.
    imageDigest: image.digest,
    ...(tag !== undefined && { imageTag: tag }),
  });
  await to.ecr.send(put).catch((error: unknown) => {
    // Of two at once, the other was first with the same.
    if (Object(error).name !== "ImageAlreadyExistsException") throw error;
  });
}

async function copyLayer(from: Place, to: Place, layerDigest: string): Promise<void> {
  const repositoryName = to.repository;
  const { layers = [] } = await to.ecr.send(
    new BatchCheckLayerAvailabilityCommand({ repositoryName, layerDigests: [layerDigest] }),
  );
  if (layers[0]?.layerAvailability === "AVAILABLE") return;
  const { downloadUrl = "" } = await from.ecr.send(
    new GetDownloadUrlForLayerCommand({ repositoryName: from.repository, layerDigest }),
  );
  const response = await fetch(downloadUrl);
  if (!response.ok) throw new ReleaseError(`The layer ${layerDigest} can't be read: ${response.status}.`);
  const bytes = Buffer.from(await response.arrayBuffer());
  const { uploadId, partSize = bytes.length } = await to.ecr.send(
    new InitiateLayerUploadCommand({ repositoryName }),
  );
  for (let first = 0; first < bytes.length; first += partSize) {
    const part = bytes.subarray(first, first + partSize);
    const range = { partFirstByte: first, partLastByte: first + part.length - 1 };
    await to.ecr.send(
      new UploadLayerPartCommand({ repositoryName, uploadId, ...range, layerPartBlob: part }),
    );
  }
  await to.ecr
    .send(new CompleteLayerUploadCommand({ repositoryName, uploadId, layerDigests: [layerDigest] }))
    .catch((error: unknown) => {
      if (Object(error).name !== "LayerAlreadyExistsException") throw error;
    });
}
