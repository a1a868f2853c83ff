import { type ECRClient, paginateDescribeImageScanFindings } from "@aws-sdk/client-ecr";
import { ReleaseError } from "../release-error";

export interface Finding {
  id: string;
  severity: string;
  package: string;
}

interface Scanning {
  ecr: ECRClient;
  pause: (seconds: number) => Promise<void>;
}

/** A scan takes seconds to minutes; after so long none is coming. */
const longestSeconds = 600;
const betweenSeconds = 5;

/** What keeps an image from customers. */
const refused = new Set(["CRITICAL", "HIGH"]);

/**
 * Waits for ECR's scan of an image (its own, or Inspector's), and gives what is critical or high.
 * @throws ReleaseError where there is no scan, or it failed
 */
export async function findingsOf(on: Scanning, repositoryName: string, imageTag: string): Promise<Finding[]> {
  for (let waited = 0; waited <= longestSeconds; waited += betweenSeconds) {
    const { status, description, findings } = await ask(on.ecr, repositoryName, imageTag);
    // Inspector goes on looking at it: what it has found by now is told.
    if (status === "COMPLETE" || status === "ACTIVE") {
      return findings.filter(({ severity }) => refused.has(severity));
    }
    if (status !== "IN_PROGRESS" && status !== "PENDING") {
      throw new ReleaseError(`The scan of ${repositoryName}:${imageTag} is ${status}: ${description}`);
    }
    await on.pause(betweenSeconds);
  }
  throw new ReleaseError(
    `${repositoryName}:${imageTag} was not scanned within ${longestSeconds / 60} minutes.`,
  );
}

async function ask(ecr: ECRClient, repositoryName: string, imageTag: string) {
  const findings: Finding[] = [];
  const pages = paginateDescribeImageScanFindings({ client: ecr }, { repositoryName, imageId: { imageTag } });
  try {
    let status = "PENDING";
    let description = "";
    for await (const { imageScanStatus, imageScanFindings } of pages) {
      status = imageScanStatus?.status ?? status;
      description = imageScanStatus?.description ?? description;
      for (const { name = "", severity = "", attributes = [] } of imageScanFindings?.findings ?? []) {
        const part = attributes.find(({ key }) => key === "package_name")?.value ?? "";
        findings.push({ id: name, severity, package: part });
      }
      for (const {
        packageVulnerabilityDetails: hole,
        severity = "",
      } of imageScanFindings?.enhancedFindings ?? []) {
        const parts = hole?.vulnerablePackages?.map(({ name }) => name).join(", ");
        findings.push({ id: hole?.vulnerabilityId ?? "", severity, package: parts ?? "" });
      }
    }
    return { status, description, findings };
  } catch (error) {
    // It was pushed a moment ago.
    if (Object(error).name === "ScanNotFoundException")
      return { status: "PENDING", description: "", findings };
    if (Object(error).name !== "ImageNotFoundException") throw error;
    throw new ReleaseError(`${repositoryName} has no image ${imageTag}: push it first.`);
  }
}
