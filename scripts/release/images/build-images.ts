import type { ServiceName } from "@shopeasy/contracts/route-table";
import { committedAt } from "../source/git";
import { docker } from "./docker";

/** The platforms that the images are made for: tasks run on the first, laptops on either. */
export const platforms = ["linux/arm64", "linux/amd64"] as const;
export type Platform = (typeof platforms)[number];

/** What an image is called on the machine that built it. */
export const localImageOf = (service: ServiceName, version: string) => `shopeasy/${service}:${version}`;

export interface ImageBuild {
  version: string;
  platform: Platform;
}

/** Builds the image of a service from its Dockerfile, by buildx where docker has it. Workers and lambdas of it aside. */
export async function buildImage(service: ServiceName, { version, platform }: ImageBuild): Promise<string> {
  const image = localImageOf(service, version);
  const isBuildx = await hasBuildx();
  await docker(
    [
      // Without attestations an image is one manifest, which its tag names and a scan looks into.
      ...(isBuildx ? ["buildx", "build", "--load", "--provenance=false"] : ["build"]),
      ...["--platform", platform, "--file", `services/${service}/Dockerfile`],
      ...[
        "--build-arg",
        `VERSION=${version}`,
        "--build-arg",
        `SOURCE_DATE_EPOCH=${await committedAt(version)}`,
      ],
      ...["--tag", image, "."],
    ],
    { isShown: true, environment: isBuildx ? {} : { DOCKER_BUILDKIT: "0" } },
  );
  return image;
}

const hasBuildx = () =>
  docker(["buildx", "version"]).then(
    () => true,
    () => false,
  );
