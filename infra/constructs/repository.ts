import { EcrLifecyclePolicy } from "@cdktf/provider-aws/lib/ecr-lifecycle-policy";
import { EcrRepository } from "@cdktf/provider-aws/lib/ecr-repository";
import { Construct } from "constructs";
import { EnvironmentStack } from "../environment-stack";
import { isProtected, protect } from "./protection";

/** So many releases can be gone back to. */
const releasesKept = 50;

/** A repository of images: tags that never move, scanned when pushed, encrypted, rid of what nobody runs any more. */
export class Repository extends Construct {
  readonly arn: string;
  readonly url: string;

  constructor(scope: Construct, id: string, { name, keyArn }: { name: string; keyArn: string }) {
    super(scope, id);
    const stack = EnvironmentStack.of(this);
    const repository = new EcrRepository(this, "repository", {
      name: stack.nameOf(name),
      forceDelete: !isProtected(stack),
      imageTagMutability: "IMMUTABLE",
      imageScanningConfiguration: { scanOnPush: true },
      encryptionConfiguration: [{ encryptionType: "KMS", kmsKey: keyArn }],
    });
    protect(repository);
    new EcrLifecyclePolicy(this, "lifecycle", {
      repository: repository.name,
      policy: JSON.stringify({
        rules: [
          {
            rulePriority: 1,
            description: "What no tag names goes after a week",
            selection: {
              tagStatus: "untagged",
              countType: "sinceImagePushed",
              countUnit: "days",
              countNumber: 7,
            },
            action: { type: "expire" },
          },
          {
            rulePriority: 2,
            description: `The newest ${releasesKept} releases stay`,
            selection: { tagStatus: "any", countType: "imageCountMoreThan", countNumber: releasesKept },
            action: { type: "expire" },
          },
        ],
      }),
    });
    this.arn = repository.arn;
    this.url = repository.repositoryUrl;
  }
}
