import { serviceNames } from "@shopeasy/contracts/route-table";
import { nginxConfiguration } from "./nginx-configuration";

/** What docker-compose.yml names its containers, and where they listen; a test holds the two to each other. */
const configuration = nginxConfiguration({
  port: 8080,
  healthPort: 8081,
  places: {
    services: Object.fromEntries(serviceNames.map((name) => [name, `${name}:8080`])) as Record<
      (typeof serviceNames)[number],
      string
    >,
    console: "console:8080",
    uploads: "cloud:4566",
  },
  // Docker's own, in every network that is not its default one.
  resolver: "127.0.0.11",
  temporary: "/tmp",
});
process.stdout.write(configuration);
