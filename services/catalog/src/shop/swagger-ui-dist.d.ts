// The package has no types of its own, and its main module loads all of Swagger UI: only its folder's name is asked.
declare module "swagger-ui-dist/absolute-path" {
  function absolutePath(): string;
  export = absolutePath;
}
