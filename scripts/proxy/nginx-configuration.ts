import { problemLocations } from "./problems";
import { type Places, routesTo } from "./routes";

export interface ProxySetting {
  port: number;
  /** On loopback: says that nginx answers. */
  healthPort: number;
  places: Places;
  /** Where names are looked up; not needed where all are addresses. */
  resolver?: string;
  /** A folder that it may write to. */
  temporary: string;
}

/** As a load balancer's idle timeout. */
const answerWithinSeconds = 60;

/** Of one connection only, not of the request that it carries: as `scripts/gateway` has them. */
const hopByHop = [
  ...["Connection", "Keep-Alive", "Proxy-Connection", "Proxy-Authenticate", "Proxy-Authorization"],
  ...["TE", "Trailer", "Upgrade", "HTTP2-Settings"],
];

const escaped = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");

/** nginx looks at the path as it was sent, as `serviceFor` does; its query begins with a question mark. */
const patternOf = (prefix: string) => `"~^${escaped(prefix)}(?:[/?]|$)"`;

/**
 * nginx's whole configuration: each request goes where the route table says, and is told of whom it comes, as the load
 * balancer does it on AWS and `scripts/gateway` under `npm start`.
 */
export function nginxConfiguration({ port, healthPort, places, resolver, temporary }: ProxySetting): string {
  const { routes, fallback } = routesTo(places);
  return `# Made by scripts/proxy from the route table in packages/contracts: a change belongs there.
worker_processes auto;
pid ${temporary}/nginx.pid;
error_log stderr warn;

events {
  worker_connections 4096;
}

http {
  server_tokens off;
  underscores_in_headers on;
  client_body_temp_path ${temporary}/bodies;
  proxy_temp_path ${temporary}/answers;
  fastcgi_temp_path ${temporary}/fastcgi;
  uwsgi_temp_path ${temporary}/uwsgi;
  scgi_temp_path ${temporary}/scgi;

  # Requests and answers pass as they come: uploads of any size, since services say what is too large, and events.
  client_max_body_size 0;
  large_client_header_buffers 4 16k;
  proxy_request_buffering off;
  proxy_buffering off;
  proxy_http_version 1.1;
  proxy_connect_timeout 5s;
  proxy_send_timeout ${answerWithinSeconds}s;
  proxy_read_timeout ${answerWithinSeconds}s;
  keepalive_timeout 75s;
  # Where one container does not answer, or does not listen yet, the service's others are asked; but not for what it may
  # have begun to write.
  proxy_next_upstream error;
  proxy_next_upstream_timeout 10s;
${resolver ? `  # Containers come and go behind a name.\n  resolver ${resolver} valid=2s ipv6=off;\n` : ""}
  map $request_uri $place {
    default ${fallback};
    "~^/(?:[?]|$)" ${places.console};
${routes.map(({ prefix, place }) => `    ${patternOf(prefix)} ${place};`).join("\n")}
  }

  # The caller's own id where it can be used. It is in the service's log, too.
  map $http_x_request_id $asked_id {
    default $request_id;
    "~^[A-Za-z0-9._-]{1,128}$" $http_x_request_id;
  }

  # Neither callers' addresses nor paths: those hold ids, and some ids are secrets.
  log_format facts escape=json '{"event":"proxy.answered","method":"$request_method","status":"$status",'
    '"place":"$place","upstream":"$upstream_addr","seconds":"$request_time","requestId":"$asked_id"}';
  access_log /dev/stdout facts;

  server {
    listen ${port};
    merge_slashes off;

    location / {
      proxy_pass http://$place;
      proxy_set_header Host $http_host;
      proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;
      proxy_set_header X-Forwarded-Proto $scheme;
      proxy_set_header X-Forwarded-Port $server_port;
      proxy_set_header X-Forwarded-Host $http_host;
      proxy_set_header X-Request-Id $asked_id;
      # A trace that the caller began goes on; else the service begins one.
      proxy_set_header X-Amzn-Trace-Id $http_x_amzn_trace_id;
${hopByHop.map((name) => `      proxy_set_header ${name} "";`).join("\n")}
    }
${problemLocations()}
  }

  server {
    listen 127.0.0.1:${healthPort};
    access_log off;
    return 204;
  }
}
`;
}
