import type { ECRClient } from "@aws-sdk/client-ecr";
import type { ServiceName } from "@shopeasy/contracts/route-table";
import { ReleaseError } from "../release-error";
import { localImageOf } from "./build-images";
import { docker } from "./docker";
import { imageIn, repositoryOf, type StoredImage } from "./repository";

interface Pushing {
  ecr: ECRClient;
  environment: string;
  /** The host that docker is signed in to. */
  registry: string;
  version: string;
}

/**
 * Pushes what was built of a service, by its version; what is there already is left as it is.
 * @throws ReleaseError where another image has that tag, which never moves
 */
export async function pushImage(service: ServiceName, on: Pushing): Promise<"pushed" | "was there"> {
  const repository = repositoryOf(on.environment, service);
  const local = localImageOf(service, on.version);
  const id = await docker(["image", "inspect", "--format", "{{.Id}}", local]).catch((cause: unknown) => {
    throw new ReleaseError(`${local} is not built here: npm run release -- build --service ${service}`, {
      cause,
    });
  });
  const stored = await imageIn(on.ecr, repository, { imageTag: on.version });
  if (stored && isSame(stored, id)) return "was there";
  if (stored) {
    throw new ReleaseError(
      `${repository}:${on.version} is another image (${stored.digest}) than what was built here, and tags do not move: release that one, or commit and build anew.`,
    );
  }
  const remote = `${on.registry}/${repository}:${on.version}`;
  await docker(["tag", local, remote]);
  await docker(["push", remote], { isShown: true });
  return "pushed";
}

/** docker names an image by its configuration, or, where containerd keeps images, by its manifest. */
function isSame({ digest, manifest }: StoredImage, id: string): boolean {
  const { config } = JSON.parse(manifest) as { config?: { digest?: string } };
  return id === digest || id === config?.digest;
}
