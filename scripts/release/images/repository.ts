import {
  BatchGetImageCommand,
  DescribeImagesCommand,
  type ECRClient,
  GetAuthorizationTokenCommand,
} from "@aws-sdk/client-ecr";
import type { ServiceName } from "@shopeasy/contracts/route-table";
import { ReleaseError } from "../release-error";
import { docker } from "./docker";

export const repositoryOf = (environment: string, service: ServiceName) =>
  `shopeasy-${environment}-${service}`;

export interface StoredImage {
  /** Of its manifest. */
  digest: string;
  manifest: string;
  mediaType: string;
}

/** Every kind of manifest that docker pushes: of one image, and of one for each platform. */
const mediaTypes = [
  "application/vnd.docker.distribution.manifest.v2+json",
  "application/vnd.docker.distribution.manifest.list.v2+json",
  "application/vnd.oci.image.manifest.v1+json",
  "application/vnd.oci.image.index.v1+json",
];

/** The image of this tag or digest; null where there is none. @throws ReleaseError where the repository is missing */
export async function imageIn(
  ecr: ECRClient,
  repositoryName: string,
  imageId: { imageTag: string } | { imageDigest: string },
): Promise<StoredImage | null> {
  try {
    const { images = [] } = await ecr.send(
      new BatchGetImageCommand({ repositoryName, imageIds: [imageId], acceptedMediaTypes: mediaTypes }),
    );
    const [image] = images;
    if (!image) return null;
    const { imageId: found, imageManifest = "", imageManifestMediaType = "" } = image;
    return { digest: found?.imageDigest ?? "", manifest: imageManifest, mediaType: imageManifestMediaType };
  } catch (error) {
    throw translated(error, repositoryName);
  }
}

/** @throws ReleaseError where nothing was pushed by this version */
export async function requireImage(
  ecr: ECRClient,
  environment: string,
  service: ServiceName,
  version: string,
): Promise<StoredImage> {
  const repository = repositoryOf(environment, service);
  const image = await imageIn(ecr, repository, { imageTag: version });
  if (image) return image;
  const newest = await newestTags(ecr, repository);
  throw new ReleaseError(
    `${repository} has no image ${version}: build and push it first. The newest there: ${newest.join(", ") || "none"}.`,
  );
}

async function newestTags(ecr: ECRClient, repositoryName: string): Promise<string[]> {
  const { imageDetails = [] } = await ecr.send(new DescribeImagesCommand({ repositoryName }));
  return imageDetails
    .sort((one, other) => Number(other.imagePushedAt ?? 0) - Number(one.imagePushedAt ?? 0))
    .flatMap(({ imageTags = [] }) => imageTags)
    .slice(0, 5);
}

/** Signs docker in to the account's registry, for half a day, and gives the registry's host. */
export async function signIn(ecr: ECRClient): Promise<string> {
  const { authorizationData: [token] = [] } = await ecr.send(new GetAuthorizationTokenCommand({}));
  const [user = "", password = ""] = Buffer.from(token?.authorizationToken ?? "", "base64")
    .toString()
    .split(":");
  const registry = new URL(token?.proxyEndpoint ?? "").host;
  await docker(["login", "--username", user, "--password-stdin", registry], { input: password });
  return registry;
}

function translated(error: unknown, repository: string): unknown {
  if (Object(error).name !== "RepositoryNotFoundException") return error;
  return new ReleaseError(`There is no repository ${repository}: deploy the stack registry first.`);
}
